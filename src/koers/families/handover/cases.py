"""Which families somebody may hand over, from whom and to whom. By code: administrators see no names."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone

from koers.access.actor import Actor
from koers.access.roles import Permission, Reach, Role
from koers.accounts.models import User
from koers.families.models import AssignmentKind, CaseAssignment, CaseAssignmentQuerySet
from koers.organisations.models import Membership


@dataclass(frozen=True, slots=True)
class Worker:
    """works_here: has a live role as a worker and an open account, so families may go to this person."""

    id: UUID
    name: str
    works_here: bool
    team_ids: frozenset[UUID] = frozenset()
    n_families: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """One family of the giver. receivers: who of its team may take it."""

    grant_id: UUID
    family_id: UUID
    code: str
    team: str
    receivers: list[Worker] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class StandIn:
    grant_id: UUID
    code: str
    name: str
    until: object


def grants_within(actor: Actor) -> CaseAssignmentQuerySet:
    """Live grants on families that the actor may hand over: the organisation's, or the own teams'."""
    live = CaseAssignment.objects.live(at=timezone.now()).select_related("family__team", "user")
    if not actor.can(Permission.EPISODE_HAND_OVER):
        return live.none()
    within = live.filter(family__organisation_id=actor.organisation_id, family__removed_at=None)
    if actor.reach is Reach.TEAMS:
        return within.filter(family__team_id__in=actor.team_ids)
    return within


def workers(actor: Actor) -> list[Worker]:
    """Everybody who helps families now or could: who left first, then by name."""
    counts: defaultdict[UUID, int] = defaultdict(int)
    people: dict[UUID, User] = {}
    for grant in grants_within(actor).filter(kind=AssignmentKind.RESPONSIBLE):
        counts[grant.user_id] += 1
        people[grant.user_id] = grant.user
    teams = _teams_of_workers(actor)
    people |= {user.pk: user for user in User.objects.filter(pk__in=teams)}
    found = [
        Worker(
            id=user.pk,
            name=user.full_name,
            works_here=user.is_active and user.pk in teams,
            team_ids=frozenset(teams.get(user.pk, ())),
            n_families=counts[user.pk],
        )
        for user in people.values()
    ]
    present = [one for one in found if one.works_here or one.n_families]
    return sorted(present, key=lambda one: (one.works_here, one.name.casefold()))


def _teams_of_workers(actor: Actor) -> dict[UUID, set[UUID]]:
    memberships = Membership.objects.visible_to(actor).live(today=timezone.localdate())
    teams: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for user_id, team_id in memberships.filter(role=Role.PRACTITIONER).values_list("user_id", "team_id"):
        if team_id and (actor.reach is not Reach.TEAMS or team_id in actor.team_ids):
            teams[user_id].add(team_id)
    return dict(teams)


def cases_of(actor: Actor, giver_id: UUID, everybody: Sequence[Worker]) -> list[Case]:
    """The families that the giver is responsible for, by code."""
    grants = grants_within(actor).filter(user_id=giver_id, kind=AssignmentKind.RESPONSIBLE)
    return [
        Case(
            grant_id=grant.pk,
            family_id=grant.family_id,
            code=grant.family.code,
            team=grant.family.team.name,
            receivers=[one for one in everybody if may_receive(one, grant, giver_id)],
        )
        for grant in grants.order_by("family__code")
    ]


def left_alone(actor: Actor, user_id: UUID) -> int:
    """How many families would have nobody without this worker: no stand-in who still works here."""
    here = [one.id for one in workers(actor) if one.works_here and one.id != user_id]
    own = grants_within(actor).filter(user_id=user_id, kind=AssignmentKind.RESPONSIBLE)
    helped = grants_within(actor).filter(user_id__in=here).values("family")
    return own.exclude(family__in=helped).count()


def may_receive(worker: Worker, grant: CaseAssignment, giver_id: UUID) -> bool:
    """A family stays in its team: who else may see it does not change by a hand-over."""
    return worker.works_here and worker.id != giver_id and grant.family.team_id in worker.team_ids


def stand_ins_for(actor: Actor, giver_id: UUID) -> list[StandIn]:
    """Who stands in now for families of this worker."""
    own = grants_within(actor).filter(user_id=giver_id, kind=AssignmentKind.RESPONSIBLE)
    grants = grants_within(actor).filter(kind=AssignmentKind.STAND_IN, family__in=own.values("family"))
    return [
        StandIn(grant.pk, grant.family.code, grant.user.full_name, grant.until_at)
        for grant in grants.order_by("family__code")
    ]
