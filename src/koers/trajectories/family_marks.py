"""Events and changes of goals as marks on the date axis of the profile (T12, T58)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from itertools import count
from typing import NamedTuple

from django.db.models import Case, DateField, DateTimeField, Value, When
from django.utils.translation import gettext as _

from koers.access.actor import Actor
from koers.access.roles import Permission
from koers.families.models import Child, Family, Goal, GoalChange, GoalStatus, Happening
from koers.psychometrics.plotting import MarkKind
from koers.trajectories.marks import Mark

EVENT, CRISIS, NEW_GOAL = "event", "crisis", "new_goal"  # what a row is about, beside the statuses of goals
EVENT_WORDS: Mapping[str, Callable[[Mapping[str, object]], str]] = {
    EVENT: lambda facts: _("%(number)s · %(label)s") % facts,
    CRISIS: lambda facts: _("%(number)s · crisis: %(label)s") % facts,
}
GOAL_WORDS: Mapping[str, Callable[[str], str]] = {
    NEW_GOAL: lambda text: _("new goal: %(text)s") % {"text": text},
    GoalStatus.OPEN: lambda text: _("goal taken up again: %(text)s") % {"text": text},
    GoalStatus.REACHED: lambda text: _("goal reached: %(text)s") % {"text": text},
    GoalStatus.ADJUSTED: lambda text: _("goal adjusted: %(text)s") % {"text": text},
    GoalStatus.LET_GO: lambda text: _("goal let go: %(text)s") % {"text": text},
}
WORDS_IN_A_LANE = 3  # the whole goal stands on its own page and above its numbers


def short(text: str) -> str:
    words = text.split()
    if len(words) <= WORDS_IN_A_LANE + 1:
        return text
    return " ".join(words[:WORDS_IN_A_LANE]).rstrip(",;.:") + " …"


class FamilyMarks:
    """Events numbered in order of date, as on the page of events; goals where they begin and change."""

    def marks(self, actor: Actor, family: Family, child: Child) -> Iterator[Mark]:
        if not actor.can(Permission.GOAL_READ):
            return
        numbers = count(1)
        for row in _rows(actor, family):
            if row.what in EVENT_WORDS:
                words = EVENT_WORDS[row.what]({"number": next(numbers), "label": row.text})
                yield Mark(MarkKind.EVENT, row.on, words, row.until)
            else:
                yield Mark(MarkKind.CHANGE, row.on, GOAL_WORDS[row.what](short(row.text)))


class _Row(NamedTuple):
    """recorded_at None: the beginning of a goal, before all else of that day."""

    what: str
    on: date
    until: date | None
    text: str
    recorded_at: datetime | None

    @property
    def place(self) -> tuple[date, float]:
        return self.on, self.recorded_at.timestamp() if self.recorded_at else 0.0


def _rows(actor: Actor, family: Family) -> list[_Row]:
    """Events, goals and changes of goals by one query, in order of date and of writing down."""
    happenings = Happening.objects.visible_to(actor).filter(family=family).standing()
    goals = Goal.objects.visible_to(actor).filter(family=family)
    changes = GoalChange.objects.visible_to(actor).filter(goal__family=family)
    kind = Case(When(is_crisis=True, then=Value(CRISIS)), default=Value(EVENT))
    no_day, no_moment = Value(None, DateField()), Value(None, DateTimeField())
    events = happenings.annotate(what=kind).order_by()  # no part of a union may be sorted
    begun = goals.annotate(what=Value(NEW_GOAL), until=no_day, recorded_at=no_moment).order_by()
    changed = changes.annotate(until=no_day).order_by()
    rows = events.values_list("what", "happened_on", "until", "label", "recorded_at").union(
        begun.values_list("what", "started_on", "until", "text", "recorded_at"),
        changed.values_list("status", "changed_on", "until", "goal__text", "recorded_at"),
        all=True,
    )
    return sorted((_Row(*row) for row in rows), key=lambda row: row.place)
