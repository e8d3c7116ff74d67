"""The next step with a family, and how soon it comes up."""

from dataclasses import dataclass
from enum import IntEnum

from django.urls import reverse
from django.utils.translation import gettext as _

from koers.caseload.cases import Case
from koers.psychometrics import SignalNote
from koers.trajectories.models import PointState
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


def profile_step(case: Case, text: str = "", *, part: str = "") -> NextStep:
    """part: the id of the place on the page."""
    address = reverse("trajectories:profile", args=[case.family.pk])
    return NextStep(text or _("Look at the profile"), f"{address}#{part}" if part else address)


def enter_step(case: Case, text: str = "") -> NextStep:
    return NextStep(text or _("Enter a list"), reverse("measurements:paper", args=[case.family.pk]))


def ask_step(case: Case, text: str = "") -> NextStep:
    return NextStep(text or _("Call or ask"), reverse("measurements:invite", args=[case.family.pk]))


def asks_for_talk(case: Case) -> bool:
    """A talking point without an answer, or put off."""
    main = case.main_signal
    if main is None or not main.is_point or main.is_held(case.today):
        return False
    return main.state not in (PointState.RECOGNISED, PointState.NOT_RECOGNISED)


def has_jumped(case: Case) -> bool:
    return any(SignalNote.JUMP in one.notes for one in case.signals)


def next_step(case: Case, *, may_enter: bool) -> NextStep:
    """One step: look at what is new, talk, get what is late or missing, or wait for the next list."""
    if not may_enter or not case.is_running:
        return _looking_step(case)
    if case.to_read:
        return profile_step(case)
    if asks_for_talk(case):
        return profile_step(case, _("Discuss this"), part="point-1")
    return _asking_step(case)


def _looking_step(case: Case) -> NextStep:
    return profile_step(case) if case.has_lists else _family_step(case)


def _asking_step(case: Case) -> NextStep:
    """Get what is missing or late, but from nobody who wants no more questions."""
    if not case.asks_somebody:
        return _looking_step(case)
    if not case.has_lists:
        return ask_step(case, _("Ask the parents"))
    if case.unfinished:
        return ask_step(case, _("Ask again"))
    return ask_step(case) if case.late else _seen_step(case)


def _family_step(case: Case) -> NextStep:
    return NextStep(_("Look at the family"), reverse("caseload:family", args=[case.family.pk]))


def _seen_step(case: Case) -> NextStep:
    """Everything was looked at: the questions behind a jump, else the next list."""
    if has_jumped(case) and case.profile is not None:
        address = reverse("trajectories:items", args=[case.family.pk])
        return NextStep(_("Look at the questions"), address)
    if case.next_list_on is None or case.next_list_on <= case.today:
        return ask_step(case, _("Ask the parents"))
    return enter_step(case, _("List on %(day)s") % {"day": short_day(case.next_list_on)})
