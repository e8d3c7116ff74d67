"""A worker's look back at the own families, for nobody else: the courses there are, good news first (T22)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_stubs_ext import StrOrPromise

from koers.caseload.cases import Case, Respondent
from koers.caseload.presenters.course_line import label_by_scores
from koers.caseload.presenters.sparks import looked_at, spark
from koers.families.wording import listed_name
from koers.measurements.wording import how_long
from koers.organisations.models import SignalExtent
from koers.psychometrics import SignalKind
from koers.trajectories.models import StoredSignal
from koers.trajectories.signals.rules import extent_of
from koers.trajectories.wording.points import course_label, not_calibrated, says_something


class CourseGroup(StrEnum):
    """The order in which courses are shown."""

    DECLINE = "decline"
    FINE = "fine"
    STANDS = "stands"
    RISES = "rises"
    OPEN = "open"
    ALL = "all"


TITLES: Mapping[CourseGroup, StrOrPromise] = {
    CourseGroup.DECLINE: gettext_lazy("A decline since the start"),
    CourseGroup.FINE: gettext_lazy("On course, or below the lowest border"),
    CourseGroup.STANDS: gettext_lazy("No clear decline"),
    CourseGroup.RISES: gettext_lazy("Rising stress"),
    CourseGroup.OPEN: gettext_lazy("Not clear, too early, or not looked at yet"),
    CourseGroup.ALL: gettext_lazy("The courses of my families"),
}
GROUPS: Mapping[str, CourseGroup] = {
    SignalKind.IMPROVEMENT: CourseGroup.DECLINE,
    SignalKind.IN_NORMAL_RANGE: CourseGroup.FINE,
    SignalKind.ON_COURSE: CourseGroup.FINE,
    SignalKind.STAGNATION: CourseGroup.STANDS,
    SignalKind.DETERIORATION: CourseGroup.RISES,
}
QUESTIONS: tuple[StrOrPromise, ...] = (
    gettext_lazy("Where does it go well, and what did you do there together?"),
    gettext_lazy("Where has it stood still for long, and who could think along with you?"),
    gettext_lazy("With whom do you measure or talk little, and how does that come about?"),
)


@dataclass(frozen=True, slots=True)
class OwnCourse:
    """One parent of one family. facts: how long, and by how many lists."""

    family: str
    address: str
    who: str
    picture: SafeString
    label: str
    facts: str


@dataclass(frozen=True, slots=True)
class OwnGroup:
    title: str
    count: str
    rows: tuple[OwnCourse, ...]


@dataclass(frozen=True, slots=True)
class OwnCourses:
    groups: tuple[OwnGroup, ...]
    questions: tuple[str, ...]
    calibration: str


def own_courses(cases: Sequence[Case]) -> OwnCourses:
    """Everybody with a score that was looked at; a new list is first looked at in its profile (T44)."""
    found: dict[CourseGroup, list[OwnCourse]] = defaultdict(list)
    for case in sorted(cases, key=lambda one: one.family.name.casefold()):
        for group, row in _rows(case):
            found[group].append(row)
    return OwnCourses(
        groups=tuple(
            OwnGroup(str(TITLES[group]), _parents(len(found[group])), tuple(found[group]))
            for group in CourseGroup
            if found[group]
        ),
        questions=tuple(str(one) for one in QUESTIONS),
        calibration=not_calibrated(signal for case in cases for signal in case.signals),
    )


def _rows(case: Case) -> Iterator[tuple[CourseGroup, OwnCourse]]:
    extent = extent_of(case.family.organisation_id)
    signals = {one.parent_id: one for one in case.signals}
    for one in case.respondents:
        if not looked_at(one):
            continue
        signal = None if one.is_new else signals.get(one.parent.pk)
        label = _label(one, case, signal) if extent != SignalExtent.OFF else ""
        yield _group(signal, extent), _row(one, case, label)


def _group(signal: StoredSignal | None, extent: SignalExtent) -> CourseGroup:
    if extent != SignalExtent.FULL:
        return CourseGroup.ALL
    if signal is None or not says_something(signal):
        return CourseGroup.OPEN
    return GROUPS[signal.kind]


def _label(one: Respondent, case: Case, signal: StoredSignal | None) -> str:
    if one.is_new:
        return _("new list, not looked at yet")
    return course_label(signal) if signal is not None else label_by_scores(one, case)


def _row(one: Respondent, case: Case, label: str) -> OwnCourse:
    scored = looked_at(one)
    facts = {"n": len(scored), "long": how_long((scored[-1].on - scored[0].on).days)}
    words = _("%(n)s scores in %(long)s") % facts if len(scored) > 1 else _("one score")
    return OwnCourse(
        family=case.family.name,
        address=reverse("trajectories:profile", args=[case.family.pk]),
        who=one.name,
        picture=spark(one, case.profile, today=case.today),
        label=listed_name(label),
        facts=words if case.is_running else _("%(facts)s, help ended") % {"facts": words},
    )


def _parents(n: int) -> str:
    return ngettext("%(n)s parent", "%(n)s parents", n) % {"n": n}
