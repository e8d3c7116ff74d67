"""The goals of a family in words: whose, since when, how near."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from koers.families.models import Child, Goal, GoalRating, GoalStatus, Parent
from koers.families.wording import GOAL_STATUS_NAMES, child_names_of, listed_name, names_of


@dataclass(frozen=True, slots=True)
class RatingRow:
    on: str
    who: str
    rating: int


@dataclass(frozen=True, slots=True)
class GoalCard:
    """now: the newest number of each person; ratings: newest first. is_open: still worked at."""

    id: UUID
    text: str
    facts: str
    now: str
    is_open: bool
    ratings: tuple[RatingRow, ...]


@dataclass(frozen=True, slots=True)
class Raters:
    """How everybody who can give a number is called."""

    names: Mapping[UUID, str]

    @classmethod
    def of(cls, parents: Sequence[Parent], children: Sequence[Child]) -> "Raters":
        return cls(names_of(parents) | child_names_of(children))

    def name(self, rating: GoalRating) -> str:
        person = rating.parent_id or rating.child_id
        return self.names[person] if person else _("worker")


def goal_cards(
    goals: Iterable[Goal], ratings: Iterable[GoalRating], raters: Raters, *, today: date
) -> tuple[GoalCard, ...]:
    """ratings in order of date. Goals that are still worked at stand first."""
    by_goal: dict[UUID, list[GoalRating]] = defaultdict(list)
    for rating in ratings:
        by_goal[rating.goal_id].append(rating)
    cards = [_card(goal, by_goal[goal.pk], raters, today) for goal in goals]
    return tuple(sorted(cards, key=lambda card: not card.is_open))


def _card(goal: Goal, ratings: Sequence[GoalRating], raters: Raters, today: date) -> GoalCard:
    return GoalCard(
        id=goal.pk,
        text=goal.text,
        facts=listed_name(" · ".join(_facts(goal, raters, today))),
        now=_now(ratings, raters),
        is_open=goal.status in {GoalStatus.OPEN, GoalStatus.ADJUSTED},
        ratings=tuple(
            RatingRow(_day(one.rated_on), listed_name(raters.name(one)), one.rating)
            for one in reversed(ratings)
        ),
    )


def _facts(goal: Goal, raters: Raters, today: date) -> list[str]:
    owner = raters.names[goal.owner_id] if goal.owner_id else _("the whole family")
    status = str(GOAL_STATUS_NAMES[GoalStatus(goal.status)])
    facts = [owner, status, _("since %(day)s") % {"day": _day(goal.started_on)}]
    if goal.review_on is None:
        return facts
    if goal.review_on <= today:
        return [*facts, _("to look at again since %(day)s") % {"day": _day(goal.review_on)}]
    return [*facts, _("look at it again on %(day)s") % {"day": _day(goal.review_on)}]


def _now(ratings: Sequence[GoalRating], raters: Raters) -> str:
    newest: dict[str, list[int]] = defaultdict(list)
    for rating in ratings:
        newest[raters.name(rating)].append(rating.rating)
    return ", ".join(_change(who, numbers) for who, numbers in newest.items())


def _change(who: str, numbers: Sequence[int]) -> str:
    facts = {"who": who, "now": numbers[-1], "before": numbers[-2] if len(numbers) > 1 else None}
    if len(numbers) == 1:
        return _("%(who)s %(now)s") % facts
    return _("%(who)s %(now)s (was %(before)s)") % facts


def _day(day: date) -> str:
    return date_format(day, "j F Y")
