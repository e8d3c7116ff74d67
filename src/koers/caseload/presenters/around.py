"""What stands beside a family: its goals, what happened lately, and the agreements with its people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from koers.access.actor import Actor
from koers.access.roles import Permission
from koers.families.goals.presenters import GoalCard, Raters, goal_cards
from koers.families.goals.rated import RatedGoals
from koers.families.happenings.presenters import HappeningRow, happening_rows
from koers.families.models import Child, Family, Happening, Parent

GOALS_SHOWN, HAPPENINGS_SHOWN = 3, 3


@dataclass(frozen=True, slots=True)
class Link:
    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Around:
    """sees_goals: goals and events are no business of every role. agreements: where consent is recorded."""

    sees_goals: bool
    goals: tuple[GoalCard, ...]
    happenings: tuple[HappeningRow, ...]
    agreements: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AroundRows:
    """What the view fetched; each empty for who may not see it."""

    rated: RatedGoals
    happenings: Sequence[Happening]

    @classmethod
    def read(cls, actor: Actor, family: Family) -> "AroundRows":
        if not actor.can(Permission.GOAL_READ):
            return cls(RatedGoals(), [])
        happenings = Happening.objects.visible_to(actor).filter(family=family).standing()
        return cls(RatedGoals.read(actor, family), list(happenings))


def around(
    actor: Actor, family: Family, people: tuple[Sequence[Parent], Sequence[Child]], *, today: date
) -> Around:
    """people: the parents and the children of the family."""
    rows = AroundRows.read(actor, family)
    parents, children = people
    cards = goal_cards(rows.rated.goals, rows.rated.ratings, Raters.of(parents, children), today=today)
    return Around(
        sees_goals=actor.can(Permission.GOAL_READ),
        goals=cards[:GOALS_SHOWN],
        happenings=happening_rows(rows.happenings)[:HAPPENINGS_SHOWN],
        agreements=tuple(_agreements(actor, family.pk)),
    )


def _agreements(actor: Actor, family_id: UUID) -> list[Link]:
    places = (
        (Permission.CONSENT_WRITE, "families:sharing", _("Sharing between parents")),
        (Permission.CONSENT_READ, "families:consent", _("Consent and authority")),
        (Permission.SAFETY_READ, "families:safety", _("Arrangements between two people")),
    )
    return [Link(reverse(name, args=[family_id]), text) for right, name, text in places if actor.can(right)]
