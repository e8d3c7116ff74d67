"""The organisation as its staff see it: people, teams, settings, rules. No family stands on these pages."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Self
from uuid import UUID

from django.conf import settings as django_settings
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from koers.access.actor import Actor
from koers.access.roles import Permission, Role
from koers.accounts.models import User
from koers.organisations import hub_facts, settings
from koers.organisations.models import Membership, Organisation, PolicyDecision, Team
from koers.organisations.policy_keys import FIXED_RULES, NUMBER_RULES, FixedRule, NumberRule, policy_value
from koers.organisations.sample_texts import INVITATION, REMINDER, Preview, preview
from koers.organisations.threshold_costs import CostRow, cost_rows
from koers.ui.wording import role_name


@dataclass(frozen=True, slots=True)
class RoleRow:
    id: UUID
    name: str
    team: str
    since: date
    until: date | None = None

    @classmethod
    def of(cls, membership: Membership) -> Self:
        team = membership.team.name if membership.team else ""
        name = role_name(membership.role).capitalize()
        return cls(membership.pk, name, team, membership.started_on, membership.ended_on)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """state: empty for an account in use, else what is the matter in words."""

    id: UUID
    name: str
    username: str
    state: str
    last_login: datetime | None
    roles: list[RoleRow] = field(default_factory=list)

    @classmethod
    def of(cls, user: User, memberships: Sequence[Membership], *, today: date) -> Self:
        live = [RoleRow.of(one) for one in memberships if one.ended_on is None or one.ended_on > today]
        return cls(user.pk, user.full_name, user.username, _state(user, live), user.last_login, live)


def _state(user: User, live: Sequence[RoleRow]) -> str:
    if not user.is_active:
        return _("closed")
    # The people of the demo come in by a button; none of them ever chooses a password.
    if not user.has_usable_password() and not django_settings.DEMO_MODE:
        return _("has not chosen a password yet")
    return "" if live else _("no role now")


@dataclass(frozen=True, slots=True)
class PeoplePage:
    people: list[PersonRow]
    closed: list[PersonRow]

    @classmethod
    def of(cls, actor: Actor, *, today: date) -> Self:
        rows = people_rows(actor, today=today)
        active = set(
            Membership.objects.visible_to(actor)
            .filter(user__is_active=True)
            .values_list("user_id", flat=True)
        )
        return cls([row for row in rows if row.id in active], [row for row in rows if row.id not in active])

    @property
    def is_alone(self) -> bool:
        return len(self.people) == 1


def people_rows(actor: Actor, *, today: date) -> list[PersonRow]:
    memberships = Membership.objects.visible_to(actor).select_related("user", "team")
    by_person: defaultdict[UUID, list[Membership]] = defaultdict(list)
    for membership in memberships.order_by("user__full_name", "started_on"):
        by_person[membership.user_id].append(membership)
    return [PersonRow.of(of_one[0].user, of_one, today=today) for of_one in by_person.values()]


@dataclass(frozen=True, slots=True)
class PersonPage:
    person: PersonRow
    is_open: bool
    is_own: bool
    has_families: bool

    @classmethod
    def of(cls, actor: Actor, memberships: Sequence[Membership], *, today: date) -> Self:
        user = memberships[0].user
        was_worker = any(one.role == Role.PRACTITIONER for one in memberships)
        return cls(
            PersonRow.of(user, memberships, today=today), user.is_active, user.pk == actor.user_id, was_worker
        )


@dataclass(frozen=True, slots=True)
class HubLink:
    address: str
    title: str
    text: str
    fact: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """What an actor may do here, and who works here for those who only look."""

    name: str
    links: list[HubLink]
    people: list[PersonRow]
    teams: list[str]
    shows_people: bool
    set_up_address: str

    @classmethod
    def of(cls, actor: Actor, *, today: date) -> Self:
        organisation = Organisation.objects.visible_to(actor).get()
        may_manage = actor.can(Permission.ACCOUNT_WRITE)
        people = [row for row in people_rows(actor, today=today) if row.roles]
        teams = [team.name for team in Team.objects.visible_to(actor)]
        is_begun = may_manage and not organisation.is_demo and settings.of(organisation.pk).version == 0
        return cls(
            name=organisation.name,
            links=list(_links(actor, n_people=len(people), n_teams=len(teams))),
            people=people,
            teams=teams,
            shows_people=not may_manage,
            set_up_address=reverse("first_run:start") if is_begun else "",
        )


def _links(actor: Actor, *, n_people: int, n_teams: int) -> Iterator[HubLink]:
    if actor.can(Permission.ACCOUNT_WRITE):
        fact = ngettext("%(n)s person", "%(n)s people", n_people) % {"n": n_people}
        text = _("Accounts, roles, closing an account.")
        yield HubLink(reverse("organisations:people"), _("People"), text, fact)
    if actor.can(Permission.TEAM_WRITE):
        fact = ngettext("%(n)s team", "%(n)s teams", n_teams) % {"n": n_teams}
        yield HubLink(reverse("organisations:teams"), _("Teams"), _("Who shares families with whom."), fact)
    if actor.can(Permission.EPISODE_HAND_OVER):
        text = _("Families of a worker who leaves or is away, to colleagues.")
        yield HubLink(reverse("families:hand_over"), _("Hand over families"), text)
    yield from _later_links(actor)
    if actor.can(Permission.ORGANISATION_WRITE):
        text = _("u or je, messages, interval, talking points.")
        has_number = bool(settings.of(actor.organisation_id).telephone)
        fact = "" if has_number else _("no telephone number for parents yet")
        yield HubLink(reverse("organisations:settings"), _("Settings"), text, fact)
    if actor.can(Permission.ORGANISATION_WRITE) or actor.can(Permission.POLICY_CONFIRM):
        n_open = PolicyDecision.objects.visible_to(actor).open().count()
        fact = ngettext("%(n)s waits for a decision", "%(n)s wait for a decision", n_open) % {"n": n_open}
        text = _("How long things are kept, who may see what, from which age.")
        yield HubLink(reverse("organisations:policies"), _("Rules"), text, fact if n_open else "")


def _later_links(actor: Actor) -> Iterator[HubLink]:
    """Pages of apps above this one in the layers, by name; each is there only when that app is."""
    for permission, name, title, text in (
        (Permission.PACKAGE_READ, "instruments:list", _("Lists"), _("Packages, versions, norms, licences.")),
        (Permission.HISTORY_IMPORT, "interop:import", _("Import"), _("Earlier lists from a spreadsheet.")),
    ):
        address = _address(name)
        if address and actor.can(permission):
            yield HubLink(address, title, text, hub_facts.fact_for(actor, name))


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@dataclass(frozen=True, slots=True)
class SettingsPage:
    version: int
    saved_by: str
    saved_at: datetime | None
    has_number: bool
    previews: list[tuple[str, Preview]]
    costs: Sequence[CostRow]

    @classmethod
    def of(cls, actor: Actor) -> Self:
        now = settings.of(actor.organisation_id)
        with translation.override(settings.parents_language(now.organisation_id, get_language() or "")):
            invitation, reminder = str(INVITATION.default), str(REMINDER.default)
        texts = [
            (_("Invitation"), preview(now.invitation_text or invitation)),
            (_("Reminder"), preview(now.reminder_text or reminder)),
        ]
        return cls(now.version, now.saved_by, now.saved_at, bool(now.telephone), texts, cost_rows())


@dataclass(frozen=True, slots=True)
class ProposalRow:
    id: UUID
    sentence: str
    reason: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """differs: the value is not the default."""

    rule: NumberRule
    value: int
    differs: bool
    proposal: ProposalRow | None


@dataclass(frozen=True, slots=True)
class PoliciesPage:
    numbers: list[PolicyRow]
    fixed: tuple[FixedRule, ...]
    may_propose: bool
    may_decide: bool

    @classmethod
    def of(cls, actor: Actor) -> Self:
        proposed = {one.key: one for one in PolicyDecision.objects.visible_to(actor).open()}
        rows = [
            PolicyRow(
                rule=rule,
                value=policy_value(actor.organisation_id, rule.key),
                differs=policy_value(actor.organisation_id, rule.key) != rule.default,
                proposal=_proposal(proposed.get(rule.key), rule, actor),
            )
            for rule in NUMBER_RULES.values()
        ]
        may_propose = actor.can(Permission.ORGANISATION_WRITE)
        return cls(rows, FIXED_RULES, may_propose, actor.can(Permission.POLICY_CONFIRM))


def _proposal(decision: PolicyDecision | None, rule: NumberRule, actor: Actor) -> ProposalRow | None:
    if decision is None:
        return None
    sentence = _("%(name)s proposes %(value)s %(unit)s.") % {
        "name": decision.proposed_by,
        "value": decision.value,
        "unit": rule.unit,
    }
    return ProposalRow(decision.pk, sentence, decision.reason, decision.proposed_by_id == actor.user_id)
