"""The goals of a family together with the numbers that people gave them."""

from dataclasses import dataclass
from typing import Self

from django.db.models import FilteredRelation

from koers.access.actor import Actor
from koers.families.models import Family, Goal, GoalRating


@dataclass(frozen=True, slots=True)
class RatedGoals:
    """goals in the order in which they began, ratings in order of date."""

    goals: tuple[Goal, ...] = ()
    ratings: tuple[GoalRating, ...] = ()

    @classmethod
    def read(cls, actor: Actor, family: Family) -> Self:
        """By one query: a row for each number, and for each goal without one."""
        goals = Goal.objects.visible_to(actor).filter(family=family)
        joined = goals.annotate(given=FilteredRelation("ratings"))
        rows = list(joined.select_related("given"))  # type: ignore[misc]  # it is joined above
        ratings: list[GoalRating] = [row.given for row in rows if hasattr(row, "given")]
        ordered = sorted(ratings, key=lambda one: (one.rated_on, one.recorded_at))
        return cls(tuple(dict.fromkeys(rows)), tuple(ordered))
