"""The pages of an organisation: its people, teams, settings and rules."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from koers.access.actor import ActorRequest
from koers.accounts import actions as accounts
from koers.accounts.models import User
from koers.accounts.password_links import VALID_DAYS
from koers.organisations import actions, settings
from koers.organisations.actions import NewMembership, NewPerson, Proposal
from koers.organisations.forms import AddPersonForm, PolicyForm, RoleForm, SettingsForm, TeamForm
from koers.organisations.models import Membership, Organisation, PolicyDecision, Team
from koers.organisations.policy_keys import NUMBER_RULES, policy_value
from koers.organisations.presenters import (
    OrganisationPage,
    PeoplePage,
    PersonPage,
    PoliciesPage,
    SettingsPage,
)
from koers.ui.forms import Form


def overview(request: ActorRequest) -> HttpResponse:
    page = OrganisationPage.of(request.actor, today=timezone.localdate())
    return render(request, "organisations/overview.html", {"page": page})


def nothing_here_yet(request: HttpRequest) -> HttpResponse:
    """For a researcher: exports need a project, consent and an approval, none of which exists yet."""
    return render(request, "organisations/nothing_here_yet.html")


# --- people ---


def people(request: ActorRequest) -> HttpResponse:
    page = PeoplePage.of(request.actor, today=timezone.localdate())
    return render(request, "organisations/people.html", {"page": page})


def add_person(request: ActorRequest) -> HttpResponse:
    """A new colleague; the answer shows the link to set a password, this once."""
    form = AddPersonForm(request.POST or None, teams=list(Team.objects.visible_to(request.actor)))
    if form.is_valid():
        data = form.cleaned_data
        new = NewPerson(data["username"], data["full_name"], form.chosen_role, form.chosen_team)
        made: list[tuple[User, str]] = []
        if _done(form, lambda: made.append(_added(request, new))):
            return show_link(request, *made[0])
    return render(request, "organisations/add_person.html", {"form": form})


def _added(request: ActorRequest, new: NewPerson) -> tuple[User, str]:
    return actions.add_person(actor=request.actor, organisation=_organisation(request), new=new)


def person(request: ActorRequest, user_id: UUID) -> HttpResponse:
    return _person_page(request, user_id, _role_form(request, is_sent=False))


def give_role(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Another role or team for somebody who works here already."""
    user = _memberships(request, user_id)[0].user
    form = _role_form(request, is_sent=True)
    if form.is_valid():
        new = NewMembership(user, form.chosen_role, timezone.localdate(), form.chosen_team)
        organisation = _organisation(request)
        if _done(form, lambda: actions.give_role(actor=request.actor, organisation=organisation, new=new)):
            messages.success(request, _("The role holds from now on."))
            return redirect("organisations:person", user_id)
    return _person_page(request, user_id, form)


def end_role(request: ActorRequest, user_id: UUID) -> HttpResponse:
    wanted = request.POST.get("membership", "")
    memberships = {str(one.pk): one for one in _memberships(request, user_id)}
    if wanted not in memberships:
        raise Http404
    _told(
        request,
        lambda: actions.end_role(actor=request.actor, membership=memberships[wanted]),
        _("The role has ended."),
    )
    return redirect("organisations:person", user_id)


def disable(request: ActorRequest, user_id: UUID) -> HttpResponse:
    user = _memberships(request, user_id)[0].user
    sentence = _("The account of %(name)s is closed. Nobody can get in with it any more.")
    _told(
        request,
        lambda: actions.close_account(actor=request.actor, user=user),
        sentence % {"name": user.full_name},
    )
    return redirect("organisations:person", user_id)


def enable(request: ActorRequest, user_id: UUID) -> HttpResponse:
    user = _memberships(request, user_id)[0].user
    accounts.enable_account(actor=request.actor, user=user)
    messages.success(request, _("The account is open again. Make a link, so that a new password can be set."))
    return redirect("organisations:person", user_id)


def password_link(request: ActorRequest, user_id: UUID) -> HttpResponse:
    user = _memberships(request, user_id)[0].user
    return show_link(request, user, accounts.make_password_link(actor=request.actor, user=user))


def show_link(request: ActorRequest, user: User, code: str) -> HttpResponse:
    """The only moment at which the code exists outside the hands of its owner: never stored, never again."""
    link = request.build_absolute_uri(reverse("accounts:set_password", args=[code]))
    context = {"person": user, "link": link, "days": VALID_DAYS}
    return render(request, "organisations/password_link.html", context)


def _memberships(request: ActorRequest, user_id: UUID) -> list[Membership]:
    """Of one person in the own organisation; 404 for anybody else."""
    rows = Membership.objects.visible_to(request.actor).filter(user_id=user_id)
    found = list(rows.select_related("user", "team").order_by("started_on"))
    if not found:
        raise Http404
    return found


def _role_form(request: ActorRequest, *, is_sent: bool) -> RoleForm:
    teams = list(Team.objects.visible_to(request.actor))
    return RoleForm(request.POST if is_sent else None, teams=teams)


def _person_page(request: ActorRequest, user_id: UUID, form: RoleForm) -> HttpResponse:
    memberships = _memberships(request, user_id)
    page = PersonPage.of(request.actor, memberships, today=timezone.localdate())
    return render(request, "organisations/person.html", {"page": page, "form": form})


# --- teams ---


def teams(request: ActorRequest) -> HttpResponse:
    form = TeamForm(request.POST or None)
    organisation = _organisation(request)
    if form.is_valid():
        name = form.cleaned_data["name"]
        if _done(
            form,
            lambda: actions.create_team(actor=request.actor, organisation=organisation, name=name),
        ):
            messages.success(request, _("Team %(name)s has been added.") % {"name": name})
            return redirect("organisations:teams")
    context = {"form": form, "teams": list(Team.objects.visible_to(request.actor))}
    return render(request, "organisations/teams.html", context)


def rename_team(request: ActorRequest, team_id: UUID) -> HttpResponse:
    team = get_object_or_404(Team.objects.visible_to(request.actor), pk=team_id)
    name = team.name
    form = TeamForm(request.POST or None, initial={"name": name})
    if form.is_valid() and _done(
        form, lambda: actions.rename_team(actor=request.actor, team=team, name=form.cleaned_data["name"])
    ):
        messages.success(request, _("The team has its new name."))
        return redirect("organisations:teams")
    return render(request, "organisations/rename_team.html", {"form": form, "name": name})


# --- settings and rules ---


def settings_page(request: ActorRequest) -> HttpResponse:
    now = settings.of(request.actor.organisation_id)
    form = SettingsForm(request.POST or None, initial=SettingsForm.initial_of(now))
    if form.is_valid():
        actions.save_settings(actor=request.actor, chosen=form.cleaned_data)
        messages.success(request, _("The settings have been saved. They hold from now on."))
        return redirect("organisations:settings")
    context = {"form": form, "page": SettingsPage.of(request.actor)}
    return render(request, "organisations/settings.html", context)


def policies(request: ActorRequest) -> HttpResponse:
    return render(request, "organisations/policies.html", {"page": PoliciesPage.of(request.actor)})


def propose_policy(request: ActorRequest, key: str) -> HttpResponse:
    """The administrator proposes; nothing changes until the privacy officer confirms."""
    if key not in NUMBER_RULES:
        raise Http404
    rule = NUMBER_RULES[key]
    now = policy_value(request.actor.organisation_id, key)
    form = PolicyForm(request.POST or None, rule=rule, initial={"value": now})
    if form.is_valid():
        proposal = Proposal(key, form.cleaned_data["value"], form.cleaned_data["reason"])
        if _done(form, lambda: actions.propose_policy(actor=request.actor, proposal=proposal)):
            messages.success(request, _("The privacy officer decides about it. Until then nothing changes."))
            return redirect("organisations:policies")
    return render(request, "organisations/propose_policy.html", {"form": form, "rule": rule, "now": now})


def decide_policy(request: ActorRequest, key: str) -> HttpResponse:
    verdict = request.POST.get("verdict", "")
    decision = PolicyDecision.objects.visible_to(request.actor).open().filter(key=key).first()
    if verdict not in {"confirm", "refuse"}:
        return HttpResponseBadRequest()
    if decision is None:
        raise Http404
    is_confirmed = verdict == "confirm"
    _told(
        request,
        lambda: actions.decide_policy(actor=request.actor, decision=decision, is_confirmed=is_confirmed),
        _("The rule holds from now on.") if is_confirmed else _("The proposal has been refused."),
    )
    return redirect("organisations:policies")


def _organisation(request: ActorRequest) -> Organisation:
    return Organisation.objects.visible_to(request.actor).get()


def _done(form: Form, act: Callable[[], object]) -> bool:
    """Whether the act happened; if not, the reason stands on the form."""
    try:
        act()
    except ValidationError as error:
        known = {
            name: texts for name, texts in getattr(error, "message_dict", {}).items() if name in form.fields
        }
        form.add_error(None, ValidationError(known) if known else ValidationError(error.messages))
        return False
    return True


def _told(request: ActorRequest, act: Callable[[], object], sentence: str) -> None:
    """Does it and says so, or says why it did not happen."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, sentence)
