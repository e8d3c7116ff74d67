"""The first page after signing in: who needs me today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations, groupby

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from koers.access.actor import Actor
from koers.access.roles import Permission, Reach
from koers.caseload.cases import Case, Respondent
from koers.caseload.presenters.sparks import PERIOD, border_of, spark
from koers.caseload.steps import NextStep, Urgency, next_step, urgency_of
from koers.measurements.inviting.states import request_words
from koers.measurements.wording import how_long
from koers.psychometrics import SignalKind, SignalNote
from koers.trajectories.estimates import are_apart
from koers.trajectories.models import StoredSignal
from koers.trajectories.signals.attention import ORDER
from koers.trajectories.wording.dates import short_day
from koers.trajectories.wording.points import STATES, held_of, not_calibrated, short_words


@dataclass(frozen=True, slots=True)
class CourseCell:
    """One parent in a row: small course, name, and when the last list came."""

    name: str
    when: str
    mark: str
    is_late: bool
    is_new: bool
    picture: SafeString


@dataclass(frozen=True, slots=True)
class CaseRow:
    name: str
    address: str
    is_practice: bool
    worker: str
    level: str
    why: str
    courses: tuple[CourseCell, ...]
    step: NextStep


@dataclass(frozen=True, slots=True)
class FamiliesPage:
    """levels: the rows by level, the nearest first; empty levels are left out."""

    title: str
    today: tuple[str, ...]
    levels: tuple[tuple[CaseRow, ...], ...]
    courses_heading: str
    may_add: bool
    may_look_back: bool
    calibration: str

    @property
    def is_empty(self) -> bool:
        return not self.levels


def families_page(actor: Actor, cases: Sequence[Case], *, today: date, at: datetime) -> FamiliesPage:
    ordered = sorted(cases, key=_place)
    reader = Reader(actor.can(Permission.ANSWERS_ENTER), actor.can(Permission.EXPECTATION_READ), at)
    return FamiliesPage(
        title=_("My families") if actor.reach is Reach.CASELOAD else _("Families of my teams"),
        today=tuple(_today(cases)),
        levels=tuple(
            tuple(reader.row(case) for case in group)
            for _level, group in groupby(ordered, key=lambda case: case.level)
        ),
        courses_heading=_courses_heading(cases, today=today),
        may_add=actor.can(Permission.EPISODE_WRITE),
        may_look_back=actor.can(Permission.OWN_COURSES_READ),
        calibration=not_calibrated(signal for case in cases for signal in case.signals),
    )


@dataclass(frozen=True, slots=True)
class Reader:
    """What whoever reads the list may do and know. at: the moment of reading."""

    may_enter: bool
    sees_expected: bool
    at: datetime

    def row(self, case: Case) -> CaseRow:
        return CaseRow(
            name=case.family.name,
            address=reverse("caseload:family", args=[case.family.pk]),
            is_practice=case.family.is_practice,
            worker=case.worker,
            level=case.level.value,
            why=why(case, sees_expected=self.sees_expected),
            courses=tuple(_cell(one, case, self.at) for one in case.respondents),
            step=next_step(case, may_enter=self.may_enter),
        )


def _place(case: Case) -> tuple[int, Urgency, str, str]:
    return ORDER.index(case.level), urgency_of(case), case.family.name.casefold(), case.family.code


def _today(cases: Sequence[Case]) -> list[str]:
    n_new = sum(len(case.new) for case in cases)
    n_late = sum(len(case.late) for case in cases)
    found = []
    if n_new:
        found.append(ngettext("%(n)s new list", "%(n)s new lists", n_new) % {"n": n_new})
    if n_late:
        found.append(ngettext("%(n)s parent late", "%(n)s parents late", n_late) % {"n": n_late})
    return found


def _courses_heading(cases: Sequence[Case], *, today: date) -> str:
    since = date_format(today - PERIOD, pgettext("date format", "M Y"))
    borders = {border for case in cases if (border := border_of(case.profile)) is not None}
    if len(borders) != 1:
        return _("Course per parent, %(since)s until now") % {"since": since}
    words = _("Course per parent, %(since)s until now · dotted line = T %(t)s")
    return words % {"since": since, "t": f"{borders.pop():g}"}


def _cell(one: Respondent, case: Case, at: datetime) -> CourseCell:
    return CourseCell(
        name=one.name,
        when=how_long((case.today - one.last_on).days) if one.last_on else _("no list yet"),
        mark=_mark(one, at),
        is_late=one.is_late,
        is_new=one.is_new,
        picture=spark(one, case.profile, today=case.today),
    )


def _mark(one: Respondent, at: datetime) -> str:
    """What else there is to know of this person: new, how asking went, late."""
    if one.is_new:
        return _("new")
    asked = request_words(one.request, at=at) if one.request else ""
    return asked or (_("late") if one.is_late and one.last_on else "")


def why(case: Case, *, sees_expected: bool = True) -> str:
    """The reason for the place of a family, in words. sees_expected: whether the reader may know what was
    agreed beforehand."""
    if not case.is_running:
        return _("The help has ended")
    if not case.has_lists and not case.late:
        return _joined([_("No list yet"), *(_no_words(one) for one in case.excused)])
    said = _point_words(case, sees_expected) or _jump_words(case) or _new_words(case)
    unfinished = (_unfinished_words(one) for one in case.unfinished)
    sentences = [said, *unfinished, *(_late_words(one, case) for one in case.late)]
    noes = [_no_words(one) for one in case.excused]
    return _joined(sentences) or _joined(noes) or _apart_words(case) or _course_words(case)


def _joined(sentences: Sequence[str]) -> str:
    """Without a full stop at the end, as everywhere in this column."""
    ended = [one if one.endswith("?") else f"{one}." for one in sentences if one]
    return " ".join(ended).removesuffix(".")


def _point_words(case: Case, sees_expected: bool) -> str:
    """The main point of the family, with what was answered to it."""
    main = case.main_signal
    if main is None or not main.is_point:
        return ""
    if main.is_held(case.today) and sees_expected:
        return held_of(main, _name(case, main)).removesuffix(".")
    words = short_words(main, _name(case, main))
    return f"{words} ({STATES[main.state]})" if main.answered_at else words


def _name(case: Case, signal: StoredSignal) -> str:
    return next((one.name for one in case.respondents if one.parent.pk == signal.parent_id), "")


def _jump_words(case: Case) -> str:
    """A jump is told with a question, at the place that the family has anyway: it is no alarm. Of a list that
    nobody looked at yet it is not told: first comes the question what to expect (T44)."""
    new = {one.parent.pk for one in case.new}
    jumped = [one for one in case.signals if SignalNote.JUMP in one.notes and one.parent_id not in new]
    if not jumped:
        return ""
    names = {"names": together([_name(case, one) for one in jumped])}
    if all(one.evidence["numbers"]["surprise"] < 0 for one in jumped):
        return _("A large jump down with %(names)s. What helped?") % names
    return _("A large jump with %(names)s. Has something happened?") % names


def _apart_words(case: Case) -> str:
    """Two levels surely apart, where there is no better news to tell."""
    main = case.main_signal
    days = case.profile.comparable_days if case.profile else 0
    pairs = [pair for pair in combinations(case.signals, 2) if are_apart(*pair, days=days)]
    if not pairs or (main is not None and main.kind == SignalKind.IMPROVEMENT):
        return ""
    one, other = pairs[0]
    words = {"one": capfirst(_name(case, one)), "other": _name(case, other)}
    return _("%(one)s and %(other)s differ") % words


def _course_words(case: Case) -> str:
    """What is seen when nothing waits."""
    main = case.main_signal
    return short_words(main, _name(case, main)) if main is not None else _quiet_words(case)


def _quiet_words(case: Case) -> str:
    is_due = case.next_list_on is not None and case.next_list_on <= case.today
    if not case.is_asked_first:
        return _("The next list is due") if is_due else _("On time")
    return _("Seen. The next list is due") if is_due else _("Seen, and on time")


def _new_words(case: Case) -> str:
    names = together([one.name for one in case.to_read])
    if not names:
        return ""
    return ngettext("New list of %(names)s", "New lists of %(names)s", len(case.to_read)) % {"names": names}


def _unfinished_words(one: Respondent) -> str:
    return _("The list of %(name)s has no score: ask what was left open") % {"name": one.name}


def _late_words(one: Respondent, case: Case) -> str:
    if one.last_on is None:
        return str(capfirst(_("no list of %(name)s yet") % {"name": one.name}))
    long = how_long((case.today - one.last_on).days)
    return _("No list of %(name)s for %(long)s") % {"name": one.name, "long": long}


def _no_words(one: Respondent) -> str:
    """Why nothing is awaited of somebody whose list would be late."""
    request = one.request
    if request is None or request.no_on is None:
        return ""
    facts = {"name": capfirst(one.name), "day": short_day(request.no_on)}
    if request.has_stopped:
        return _("%(name)s: wants no more questions, %(day)s") % facts
    return _("%(name)s: not this time, %(day)s") % facts


def together(names: Sequence[str]) -> str:
    """ "mother", "mother and father", "mother, father and carer"."""
    *others, last = names or [""]
    return _("%(others)s and %(last)s") % {"others": ", ".join(others), "last": last} if others else last
