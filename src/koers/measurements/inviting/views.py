"""Asking parents: a link to send or show, or the device in their hands."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from koers.access.actor import ActorRequest
from koers.families.models import Child, Family, Parent
from koers.families.wording import names_of
from koers.instruments.models import InstrumentVersion
from koers.measurements import policies
from koers.measurements.entrance.views import set_key
from koers.measurements.inviting import actions, states
from koers.measurements.inviting.actions import NewInvitation
from koers.measurements.inviting.forms import InviteForm, ListForm
from koers.measurements.inviting.presenters import Asking, LinkCard, asked_rows, link_card
from koers.measurements.models import AdministrationMode, Invitation
from koers.measurements.offers import Offer
from koers.organisations import settings
from koers.ui.redirects import SeeOther


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """Whom to ask for which list; after that the links, once."""
    family = _family_to_ask(request, family_id)
    asking = _asking(request, family)
    if not asking.offer.versions:
        return render(request, "measurements/no_list.html", {"family": family, "offer": asking.offer})
    form = InviteForm(
        request.POST or None,
        people=asking.people,
        due=asking.due,
        children=asking.child_choices,
        lists=asking.list_choices(get_language() or ""),
    )
    if form.is_valid():
        cards = _issued(request, form, asking)
        days = settings.of(family.organisation_id).link_days
        return render(request, "measurements/links.html", {"family": family, "cards": cards, "days": days})
    context = {"family": family, "form": form, "rows": asked_rows(asking), "pause": asking.pause}
    return render(request, "measurements/invite.html", context)


def _issued(request: ActorRequest, form: InviteForm, asking: Asking) -> list[LinkCard]:
    """A link for each person that was ticked; none again when the page is sent twice."""
    names, site = names_of(asking.parents), request.build_absolute_uri("/").rstrip("/")
    cards = []
    for parent in asking.parents:
        if str(parent.pk) not in form.cleaned_data["parents"]:
            continue
        new = _new(form, asking, parent)
        issued = actions.issue(actor=request.actor, new=new)
        if issued is not None:
            cards.append(link_card(request.actor, issued, names[parent.pk], site))
    return cards


def _new(
    form: ListForm, asking: Asking, parent: Parent, mode: AdministrationMode = AdministrationMode.OWN_DEVICE
) -> NewInvitation:
    version = asking.offer.named(form.cleaned_data["list"])
    child = next(one for one in asking.children if str(one.pk) == form.cleaned_data["child"])
    if version is None:
        raise Http404
    # One page asks several people: each of them gets a key of that page and the person.
    key = UUID(int=form.cleaned_data["form_key"].int ^ parent.pk.int)
    return NewInvitation(parent, child, version, mode, form_key=key)


@require_POST
def withdraw(request: ActorRequest, family_id: UUID) -> HttpResponse:
    family = _family_to_ask(request, family_id)
    rows = Invitation.objects.visible_to(request.actor).filter(family=family).select_related("family")
    try:
        invitation = get_object_or_404(rows, pk=UUID(request.POST.get("invitation", "")))
    except ValueError as error:
        raise Http404 from error
    actions.withdraw(actor=request.actor, invitation=invitation)
    messages.success(request, _("The link has been withdrawn. It opens nothing any more."))
    return SeeOther(reverse("measurements:invite", args=[family.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: ActorRequest, family_id: UUID, parent_id: UUID) -> HttpResponse:
    """The worker's sign-in ends here: on this device only that one form is left (TRUST § 4.2)."""
    family = _family_to_ask(request, family_id)
    asking = _asking(request, family, parent_id)
    parent = asking.parents[0]
    if not asking.offer.versions:
        return render(request, "measurements/no_list.html", {"family": family, "offer": asking.offer})
    form = ListForm(
        request.POST or None,
        children=asking.child_choices,
        lists=asking.list_choices(get_language() or ""),
    )
    if form.is_valid():
        new = _new(form, asking, parent, AdministrationMode.HANDED_OVER)
        try:
            key = actions.hand_over(actor=request.actor, new=new, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _locked_to(request, key)
    who = names_of(asking.parents)[parent.pk]
    context = {"family": family, "form": form, "who": who, "no": asking.no_of(parent)}
    return render(request, "measurements/hand_over.html", context)


def _locked_to(request: ActorRequest, key: str) -> HttpResponse:
    """Out as at logging out, with nothing kept that *back* could show, and in at the parents' door."""
    logout(request)
    response = SeeOther(reverse("entrance:welcome"))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    set_key(response, key)
    return response


def _family_to_ask(request: ActorRequest, family_id: UUID) -> Family:
    families = Family.objects.visible_to(request.actor).select_related("organisation")
    family = get_object_or_404(families, pk=family_id)
    policies.check_may_invite(request.actor, family)
    return family


def _asking(request: ActorRequest, family: Family, parent_id: UUID | None = None) -> Asking:
    """About the whole family, or one person of it (404 where there is no such person)."""
    parents = list(Parent.objects.visible_to(request.actor).filter(family=family).select_related("family"))
    chosen = [parent for parent in parents if parent_id in (None, parent.pk)]
    if parent_id is not None and not chosen:
        raise Http404
    lists = states.newest_lists(request.actor, family)
    active = InstrumentVersion.objects.visible_to(request.actor).active()
    is_first_time = any(parent.pk not in lists for parent in chosen)
    return Asking(
        parents=chosen,
        children=list(Child.objects.visible_to(request.actor).filter(family=family)),
        invitations=states.newest_invitations(request.actor, family.pk),
        lists=lists,
        offer=Offer.of(list(active), family, is_first_time=is_first_time),
        at=timezone.now(),
    )
