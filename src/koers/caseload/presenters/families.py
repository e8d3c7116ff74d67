"""The first page after signing in: who needs me today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

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
from koers.measurements.wording import how_long
from koers.trajectories.signals.attention import ORDER
from koers.trajectories.wording.points import STATES, held_words, short_words


@dataclass(frozen=True, slots=True)
class CourseCell:
    """One parent in a row: small course, name, and when the last list came."""

    name: str
    when: str
    mark: str
    is_late: bool
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

    @property
    def is_empty(self) -> bool:
        return not self.levels


def families_page(actor: Actor, cases: Sequence[Case], *, today: date) -> FamiliesPage:
    ordered = sorted(cases, key=_place)
    may_enter = actor.can(Permission.ANSWERS_ENTER)
    return FamiliesPage(
        title=_("My families") if actor.reach is Reach.CASELOAD else _("Families of my teams"),
        today=tuple(_today(cases)),
        levels=tuple(
            tuple(_row(case, may_enter) for case in group)
            for _level, group in groupby(ordered, key=lambda case: case.level)
        ),
        courses_heading=_courses_heading(cases, today=today),
        may_add=actor.can(Permission.EPISODE_WRITE),
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


def _row(case: Case, may_enter: bool) -> CaseRow:
    return CaseRow(
        name=case.family.name,
        address=reverse("caseload:family", args=[case.family.pk]),
        is_practice=case.family.is_practice,
        worker=case.worker,
        level=case.level.value,
        why=why(case),
        courses=tuple(_cell(one, case) for one in case.respondents),
        step=next_step(case, may_enter=may_enter),
    )


def _cell(one: Respondent, case: Case) -> CourseCell:
    mark = _("late") if one.is_late and one.last_on else ""
    return CourseCell(
        name=one.name,
        when=how_long((case.today - one.last_on).days) if one.last_on else _("no list yet"),
        mark=_("new") if one.is_new else mark,
        is_late=one.is_late,
        picture=spark(one, case.profile, today=case.today),
    )


def why(case: Case) -> str:
    """The reason for the place of a family, in words."""
    if not case.is_running:
        return _("The help has ended")
    if not case.has_lists and not case.late:
        return _("No list yet")
    point = _signal_words(case)
    sentences = [point or _new_words(case), *(_late_words(one, case) for one in case.late)]
    return ". ".join(sentence for sentence in sentences if sentence) or _quiet_words(case)


def _signal_words(case: Case) -> str:
    """The main point of the family; without one, what is seen when nothing waits."""
    main = case.main_signal
    if main is None or not (main.is_point or not (case.new or case.late)):
        return ""
    name = next((one.name for one in case.respondents if one.parent.pk == main.parent_id), "")
    if main.is_held(case.today):
        return f"{capfirst(name)}: {held_words(main)}".rstrip(".")
    words = short_words(main, name)
    return f"{words} ({STATES[main.state]})" if main.answered_at else words


def _quiet_words(case: Case) -> str:
    is_due = case.next_list_on is not None and case.next_list_on <= case.today
    if not case.is_asked_first:
        return _("The next list is due") if is_due else _("On time")
    return _("Seen. The next list is due") if is_due else _("Seen, and on time")


def _new_words(case: Case) -> str:
    names = together([one.name for one in case.new])
    if not names:
        return ""
    return ngettext("New list of %(names)s", "New lists of %(names)s", len(case.new)) % {"names": names}


def _late_words(one: Respondent, case: Case) -> str:
    if one.last_on is None:
        return str(capfirst(_("no list of %(name)s yet") % {"name": one.name}))
    long = how_long((case.today - one.last_on).days)
    return _("No list of %(name)s for %(long)s") % {"name": one.name, "long": long}


def together(names: Sequence[str]) -> str:
    """ "mother", "mother and father", "mother, father and carer"."""
    *others, last = names or [""]
    return _("%(others)s and %(last)s") % {"others": ", ".join(others), "last": last} if others else last
