"""The next step with a family, and how soon it comes up."""

from dataclasses import dataclass
from enum import IntEnum

from django.urls import reverse
from django.utils.translation import gettext as _

from koers.caseload.cases import Case
from koers.trajectories.wording.dates import short_day


class Urgency(IntEnum):
    """The order of a caseload: first what waits for a person, then the rest by name."""

    NEW = 0
    LATE = 1
    NOT_STARTED = 2
    QUIET = 3


@dataclass(frozen=True, slots=True)
class NextStep:
    text: str
    address: str


def urgency_of(case: Case) -> Urgency:
    if case.new:
        return Urgency.NEW
    if case.late:
        return Urgency.LATE
    return Urgency.QUIET if case.has_lists or not case.is_running else Urgency.NOT_STARTED


def profile_step(case: Case) -> NextStep:
    return NextStep(_("Look at the profile"), reverse("trajectories:profile", args=[case.family.pk]))


def enter_step(case: Case, text: str = "") -> NextStep:
    return NextStep(text or _("Enter a list"), reverse("measurements:paper", args=[case.family.pk]))


def next_step(case: Case, *, may_enter: bool) -> NextStep:
    """One step: look at what is new, get what is late or missing, or wait for the next list."""
    if not case.has_lists and not may_enter:
        return NextStep(_("Look at the family"), reverse("caseload:family", args=[case.family.pk]))
    if case.new or not may_enter or not case.is_running:
        return profile_step(case)
    if case.late or case.next_list_on is None or case.next_list_on <= case.today:
        return enter_step(case)
    return enter_step(case, _("List on %(day)s") % {"day": short_day(case.next_list_on)})
