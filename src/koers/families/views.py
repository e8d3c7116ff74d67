from typing import cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from koers.access.actor import ActorRequest
from koers.accounts.models import User
from koers.families import actions, policies
from koers.families.actions import NewChild, NewFamily, NewParent, NewSharing
from koers.families.forms import AddFamilyForm, SharingForm
from koers.families.models import Family, Parent, Relation, SharingConsent, SharingScope
from koers.families.presenters import SharingPage, sharing_rows
from koers.families.sharing import blocked_pairs
from koers.organisations import settings
from koers.organisations.models import Team


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: ActorRequest) -> HttpResponse:
    """A new family, helped by who is signed in.

    The key of the page stands in its address: the back button fetches the page again, and with a new key
    a second save would be a second family.
    """
    policies.check_may_open_family(request.actor)
    teams = list(Team.objects.visible_to(request.actor).filter(pk__in=request.actor.team_ids))
    if not teams:
        return render(request, "families/no_team.html")
    key = _key_in(request)
    if key is None and request.method != "POST":
        return redirect(f"{reverse('families:add')}?form={uuid4()}")
    initial = {"started_on": timezone.localdate(), "form_key": key}
    form = AddFamilyForm(request.POST or None, teams=teams, initial=initial)
    if form.is_valid():
        family = _opened(request, form)
        if family is not None:
            messages.success(request, _("%(name)s has been added.") % {"name": family.name})
            return redirect("caseload:family", family.pk)
    added = Family.objects.visible_to(request.actor).filter(form_key=key).first() if key else None
    return render(request, "families/add.html", {"form": form, "added": added})


def _key_in(request: ActorRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("form", ""))
    except ValueError:
        return None


def _opened(request: ActorRequest, form: AddFamilyForm) -> Family | None:
    """The new family, or None with the reason on the form."""
    worker = cast(User, request.user)  # behind the sign-in nobody is anonymous
    try:
        return actions.open_family(actor=request.actor, new=_new_family(form, worker))
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _new_family(form: AddFamilyForm, worker: User) -> NewFamily:
    data = form.cleaned_data
    people = [(data["relation_1"], data["name_1"]), (data["relation_2"], data["name_2"])]
    return NewFamily(
        name=data["name"],
        team=form.chosen_team,
        responsible=worker,
        started_on=data["started_on"],
        parents=[NewParent(Relation(relation), name) for relation, name in people if relation],
        children=[NewChild(birth_date=data["birth_date"], name=data["child_name"])],
        code=data["code"],
        is_practice=data["is_practice"],
        form_key=data["form_key"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """What each parent lets another see: to record, and to take back at once."""
    family = get_object_or_404(Family.objects.visible_to(request.actor), pk=family_id)
    policies.check_may_record_sharing(request.actor, family.pk)
    parents = list(Parent.objects.visible_to(request.actor).filter(family=family))
    consents = SharingConsent.objects.visible_to(request.actor).filter(owner__family=family)
    today = timezone.localdate()
    page = SharingPage(
        family.name,
        sharing_rows(
            parents,
            list(consents.order_by("given_on", "withdrawn_at")),
            today=today,
            apart=blocked_pairs(parent.pk for parent in parents),
        ),
    )
    if "withdraw" in request.POST:
        return _withdraw(request, family, page)
    chosen = settings.of(family.organisation_id)
    form = SharingForm(
        request.POST or None,
        directions=page.directions,
        holds=chosen.sharing_life,
        initial={"given_on": today},
    )
    if form.is_valid() and _given(request, parents, form):
        messages.success(request, _("The agreement has been recorded."))
        return redirect("families:sharing", family.pk)
    context = {"family": family, "page": page, "form": form, "months": chosen.sharing_months}
    return render(request, "families/sharing.html", context)


def _given(request: ActorRequest, parents: list[Parent], form: SharingForm) -> bool:
    owner, reader = _pair(parents, form.cleaned_data["direction"])
    try:
        data = form.cleaned_data
        new = NewSharing(
            owner, reader, data["given_on"], data["how"], SharingScope(data["scope"]), data["only_that_day"]
        )
        actions.record_sharing(actor=request.actor, new=new)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _withdraw(request: ActorRequest, family: Family, page: SharingPage) -> HttpResponse:
    key = request.POST["withdraw"]
    if key in {row.key for row in page.rows if row.is_open}:
        parents = list(Parent.objects.visible_to(request.actor).filter(family=family))
        owner, reader = _pair(parents, key)
        actions.withdraw_sharing_consent(actor=request.actor, owner=owner, reader=reader)
        messages.success(request, _("The agreement has been withdrawn, at once."))
    return redirect("families:sharing", family.pk)


def _pair(parents: list[Parent], key: str) -> tuple[Parent, Parent]:
    """The two people of a direction that the form offered."""
    people = {str(parent.pk): parent for parent in parents}
    owner, reader = key.split(":")
    return people[owner], people[reader]
