"""Events and changes of goals as marks on the date axis of the profile (T12, T58)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from koers.access.actor import Actor
from koers.access.roles import Permission
from koers.families.models import Child, Family, Goal, GoalChange, GoalStatus, Happening
from koers.psychometrics.plotting import MarkKind
from koers.trajectories.marks import Mark

GOAL_WORDS = {
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


class Happenings:
    """Numbered in order of date, as on the page of events."""

    def marks(self, actor: Actor, family: Family, child: Child) -> Iterator[Mark]:
        if not actor.can(Permission.GOAL_READ):
            return
        found = Happening.objects.visible_to(actor).filter(family=family).standing()
        for place, one in enumerate(found, start=1):
            facts = {"number": place, "label": one.label}
            words = _("%(number)s · crisis: %(label)s") if one.is_crisis else _("%(number)s · %(label)s")
            yield Mark(MarkKind.EVENT, one.happened_on, words % facts, one.until)


class NewGoals:
    def marks(self, actor: Actor, family: Family, child: Child) -> Iterator[Mark]:
        if not actor.can(Permission.GOAL_READ):
            return
        for goal in Goal.objects.visible_to(actor).filter(family=family):
            yield Mark(MarkKind.CHANGE, goal.started_on, _("new goal: %(text)s") % {"text": short(goal.text)})


class GoalChanges:
    def marks(self, actor: Actor, family: Family, child: Child) -> Iterator[Mark]:
        if not actor.can(Permission.GOAL_READ):
            return
        changes = GoalChange.objects.visible_to(actor).filter(goal__family=family).select_related("goal")
        for change in changes:
            words = GOAL_WORDS[GoalStatus(change.status)](short(change.goal.text))
            yield Mark(MarkKind.CHANGE, change.changed_on, words)
