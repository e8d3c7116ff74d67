"""A family for every visitor of the walk: that of the front door for the first, for others one like it.

Those others have a worker and a team of their own, so that the rest of the demo stays as it was told.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from koers.accounts.models import User
from koers.demo.load import LONG, SET_UP_BY, SHORT, Stage, employ, play
from koers.demo.personas import WALK_FAMILY, WALK_WORKER, account_of
from koers.demo.story import Persona, StoryFamily, story
from koers.families.models import Family
from koers.instruments.models import InstrumentVersion
from koers.organisations.actions import create_team, setting_up
from koers.organisations.actors import actor_of
from koers.organisations.models import Organisation, Team
from koers.trajectories.models import Expectation, Reading

OTHER_WORKER, OTHER_TEAM = "noor-rondleiding", "Team Rondleiding"
TAKEN = "demo.walk.taken"
TAKEN_FOR_SECONDS = 60 * 60  # whoever has not come to the end by then has left


@dataclass(frozen=True, slots=True)
class Walk:
    """As whom a visitor signs in, and the family that is this visitor's own."""

    user: User
    family: Family


def walk_of(kept: str) -> Walk | None:
    """The walk that a visitor began before; None for who is new. kept: the family, as the session has it."""
    found = (_among(user, kept) for user in _walkers())
    return next((walk for walk in found if walk), None)


def new_walk() -> Walk | None:
    """The family of the front door while nobody walks with it and nothing happened to it, else a fresh one.

    None while the demo has no families.
    """
    user = account_of(WALK_WORKER)
    actor = actor_of(user) if user else None
    family = Family.objects.visible_to(actor).filter(name=WALK_FAMILY).first() if actor else None
    if user is None or family is None:
        return None
    if _is_as_told(family) and cache.add(TAKEN, str(family.pk), timeout=TAKEN_FOR_SECONDS):
        return Walk(user, family)
    return _fresh(family.organisation)


def _walkers() -> list[User]:
    return list(User.objects.filter(username__in=(WALK_WORKER, OTHER_WORKER), is_active=True))


def _among(user: User, kept: str) -> Walk | None:
    actor = actor_of(user)
    if actor is None or not kept:
        return None
    family = Family.objects.visible_to(actor).filter(pk=UUID(kept)).first()
    return Walk(user, family) if family else None


def _told() -> StoryFamily:
    return next(one for one in story().families if (one.name, one.worker) == (WALK_FAMILY, WALK_WORKER))


def _is_as_told(family: Family) -> bool:
    """No list came, nothing was said of the newest ones, and nobody noted a reading."""
    told = _told().parents
    lists = family.administrations.current().filter(instrument_id=SHORT)
    said = Expectation.objects.filter(parent__family=family)
    as_many = lists.count() == sum(len(one.lists) for one in told) and said.count() == len(told)
    return as_many and not Reading.objects.filter(family=family).exists()


@transaction.atomic
def _fresh(organisation: Organisation) -> Walk:
    """The same story once more, from today, through the same actions."""
    persona = _other_worker(organisation)
    stage = Stage(today=timezone.localdate())
    stage.teams[persona.organisation, OTHER_TEAM] = _other_team(organisation)
    for package in (LONG, SHORT):
        versions = InstrumentVersion.objects.filter(organisation=organisation, instrument_id=package)
        stage.versions[persona.organisation, package] = versions.active().latest("activated_at")
    user = User.objects.filter(username=OTHER_WORKER).first()
    if user is None:
        employ(stage, organisation, persona)
    else:
        stage.join(persona, user)
    family = play(stage, replace(_told(), worker=OTHER_WORKER))
    return Walk(stage.users[OTHER_WORKER], family)


def _other_worker(organisation: Organisation) -> Persona:
    noor = next(persona for persona in story().staff if persona.username == WALK_WORKER)
    return replace(noor, username=OTHER_WORKER, team=OTHER_TEAM, organisation=organisation.slug, shown="")


def _other_team(organisation: Organisation) -> Team:
    system = setting_up(organisation, label=SET_UP_BY)
    team = Team.objects.filter(organisation=organisation, name=OTHER_TEAM).first()
    return team or create_team(actor=system, organisation=organisation, name=OTHER_TEAM)
