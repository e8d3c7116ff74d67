"""The page of one family: who is in it, which lists there are, what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koers.access.actor import Actor
from koers.access.roles import Permission
from koers.caseload.cases import Case, Respondent
from koers.caseload.presenters.course_line import course_line, loop_of, loop_sentence
from koers.caseload.presenters.open_points import OpenPoints, open_points
from koers.caseload.presenters.sparks import DRAWN_SLOTS, key_mark, looked_at, spark
from koers.caseload.steps import NextStep, ask_step, enter_step, profile_step
from koers.families.content import has_content
from koers.families.models import AssignmentKind, CaseAssignment, Child, SharingConsent
from koers.families.presenters import SharingRow, sharing_rows
from koers.families.wording import child_names_of, listed_name
from koers.measurements.models import Administration, Score
from koers.measurements.presenters import entry_address
from koers.measurements.wording import how_long, mode_name, reason_sentence, source_name, state_name
from koers.trajectories.presenters.profile import Step
from koers.trajectories.wording.dates import day, day_in_year

LISTS_AT_ONCE = 6


@dataclass(frozen=True, slots=True)
class PersonRow:
    """key: the small course of this person, before the first score the mark of the figures; the addresses are
    empty for who may not enter or ask.

    asked: where it stands with asking this person (UX U13).
    """

    key: SafeString
    has_course: bool
    name: str
    own_name: str
    sentence: str
    is_late: bool
    entry_address: str
    asked: str = ""
    hand_over_address: str = ""
    parent_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ChildRow:
    name: str
    age: str
    sentence: str
    child_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ListRow:
    """One filled-in list without its score: what to expect is said before a score is seen (T44)."""

    on: str
    who: str
    list_title: str
    how: str
    state: str
    correct_address: str


@dataclass(frozen=True, slots=True)
class StaffRow:
    role: str
    words: str


@dataclass(frozen=True, slots=True)
class UnfinishedRow:
    """A newest list that is too empty for a score; address: where it is completed, for who may."""

    sentence: str
    address: str


@dataclass(frozen=True, slots=True)
class FamilyPage:
    title: str
    sub: str
    is_practice: bool
    step: NextStep | None
    has_lists: bool
    people: tuple[PersonRow, ...]
    children: tuple[ChildRow, ...]
    lists: tuple[ListRow, ...]
    staff: tuple[StaffRow, ...]
    sharing: tuple[SharingRow, ...]
    may_share: bool
    invite_address: str
    profile_address: str
    caseload_title: str
    may_edit: bool = False
    may_take_away: bool = False
    course: str = ""
    loop: tuple[Step, ...] = ()
    loop_sentence: str = ""
    points: OpenPoints | None = None
    unfinished: tuple[UnfinishedRow, ...] = ()

    @property
    def newest_lists(self) -> tuple[ListRow, ...]:
        return self.lists[:LISTS_AT_ONCE]

    @property
    def older_lists(self) -> tuple[ListRow, ...]:
        """They unfold: two years of lists of two parents are fifty rows."""
        return self.lists[LISTS_AT_ONCE:]


@dataclass(frozen=True, slots=True)
class FamilyRows:
    """What the view fetched besides the case."""

    children: Sequence[Child]
    lists: Sequence[Score]
    assignments: Sequence[CaseAssignment]
    consents: Sequence[SharingConsent]
    asked: Mapping[UUID, str] = field(default_factory=dict)  # by parent


def family_page(actor: Actor, case: Case, rows: FamilyRows) -> FamilyPage:
    family = case.family
    may_enter = case.is_running and actor.can(Permission.ANSWERS_ENTER)
    may_invite = case.is_running and actor.can(Permission.LINK_ISSUE)
    sees_consents = actor.can(Permission.CONSENT_READ)
    parents = [one.parent for one in case.respondents]
    apart = case.household.apart
    sharing = sharing_rows(parents, rows.consents, today=case.today, apart=apart) if sees_consents else ()
    return FamilyPage(
        title=_("Family %(name)s") % {"name": family.name},
        sub=" · ".join(_care(case)),
        is_practice=family.is_practice,
        step=_step(case, may_enter=may_enter),
        has_lists=case.has_lists,
        people=tuple(_person(one, case, rows, may_enter) for one in case.respondents),
        children=tuple(_children(rows.children, case.today)),
        lists=tuple(_lists(case, rows.lists, may_correct=may_enter)),
        staff=tuple(_staff(rows.assignments)),
        sharing=sharing,
        may_share=actor.can(Permission.CONSENT_WRITE),
        invite_address=reverse("measurements:invite", args=[family.pk]) if may_invite else "",
        profile_address=reverse("trajectories:profile", args=[family.pk]),
        may_edit=actor.can(Permission.IDENTITY_WRITE),
        may_take_away=_may_take_away(actor, case),
        course=course_line(case, sees_expected=actor.can(Permission.EXPECTATION_READ)),
        loop=loop_of(case) if case.is_running else (),
        loop_sentence=loop_sentence(case),
        points=open_points(case, sees_expected=actor.can(Permission.EXPECTATION_READ)),
        unfinished=tuple(_unfinished(one, may_enter) for one in case.unfinished),
        caseload_title=_("My families") if actor.can(Permission.EPISODE_WRITE) else _("Families of my teams"),
    )


def _may_take_away(actor: Actor, case: Case) -> bool:
    return actor.can(Permission.EPISODE_WRITE) and not case.has_lists and not has_content(case.family)


def _care(case: Case) -> list[str]:
    team, code = case.family.team.name, case.family.code
    facts = [team, _("code %(code)s") % {"code": code}]
    if case.episode is None:
        return facts
    if case.episode.ended_on is not None:
        return [_("Help ended on %(day)s") % {"day": day(case.episode.ended_on)}, *facts]
    return [_("Help since %(day)s") % {"day": day(case.episode.started_on)}, *facts]


def _step(case: Case, *, may_enter: bool) -> NextStep | None:
    """The one filled button: what is new, else the list that is missing, else the profile."""
    if may_enter and not case.has_lists:
        return enter_step(case, _("Enter the first list"))
    if may_enter and case.unfinished and not case.to_read:
        return ask_step(case, _("Ask again"))
    if may_enter and case.late and not case.new:
        return enter_step(case)
    return profile_step(case) if case.has_lists else None


def _person(one: Respondent, case: Case, rows: FamilyRows, may_enter: bool) -> PersonRow:
    address, hand_over = "", ""
    has_course = bool(looked_at(one)) and one.parent.slot in DRAWN_SLOTS
    if may_enter and rows.children and one.parent.left_on is None:
        is_one = len(rows.children) == 1
        address = entry_address(one.parent, rows.children[0]) if is_one else enter_step(case).address
        hand_over = reverse("measurements:hand_over", args=[case.family.pk, one.parent.pk])
    return PersonRow(
        key=spark(one, case.profile, today=case.today) if has_course else key_mark(one.parent.slot),
        has_course=has_course,
        name=listed_name(one.name),
        own_name=one.parent.name if one.parent.name not in one.name else "",
        sentence=_last_list(one, case),
        is_late=one.is_late,
        entry_address=address,
        asked=rows.asked.get(one.parent.pk, ""),
        hand_over_address=hand_over,
        parent_id=one.parent.pk,
    )


def _last_list(one: Respondent, case: Case) -> str:
    words = [_when(one, case), _("New, not looked at yet.") if one.is_new else ""]
    return " ".join(sentence for sentence in words if sentence)


def _when(one: Respondent, case: Case) -> str:
    if one.parent.left_on is not None:
        return _("No longer takes part since %(day)s.") % {"day": day(one.parent.left_on)}
    if one.last_on is None:
        return _("No list yet, and late.") if one.is_late else _("No list yet.")
    facts = {"day": day_in_year(one.last_on), "long": how_long((case.today - one.last_on).days)}
    if one.last_on == case.today:
        return _("Last list today.")
    if one.is_late:
        return _("Last list on %(day)s, %(long)s ago. The next one is late.") % facts
    return _("Last list on %(day)s, %(long)s ago.") % facts


def _children(children: Sequence[Child], today: date) -> list[ChildRow]:
    names = child_names_of(children)
    return [_child(child, names[child.pk], today) for child in children]


def _child(child: Child, name: str, today: date) -> ChildRow:
    years = child.age_on(today)
    age = ngettext("%(n)s year old", "%(n)s years old", years) % {"n": years}
    born = _("Born on %(day)s. The lists are about this child.") % {"day": day(child.birth_date)}
    return ChildRow(listed_name(name), age, born, child.pk)


def _unfinished(one: Respondent, may_enter: bool) -> UnfinishedRow:
    stored = one.unfinished
    if stored is None:
        raise ValueError("only of somebody whose newest list has no score")
    words = _(
        "The list of %(name)s of %(day)s has no score: too many questions were left open. "
        "Ask what belongs there and complete the list, or ask for a new one."
    )
    facts = {"name": one.name, "day": day_in_year(stored.filled_on)}
    return UnfinishedRow(words % facts, _correct_address(stored) if may_enter else "")


def _correct_address(administration: Administration) -> str:
    return reverse("measurements:correct", args=[administration.family_id, administration.pk])


def _lists(case: Case, scores: Sequence[Score], *, may_correct: bool) -> list[ListRow]:
    names = {one.parent.pk: listed_name(one.name) for one in case.respondents}
    rows = []
    for score in scores:
        administration: Administration = score.administration
        facts = [mode_name(administration.mode), source_name(administration.source)]
        row = ListRow(
            on=day(administration.filled_on),
            who=names[administration.parent_id],
            list_title=administration.instrument_version.shown_title,
            how=", ".join(fact for fact in facts if fact),
            state=reason_sentence(score.reason) or listed_name(state_name(administration.state)),
            correct_address=_correct_address(administration) if may_correct else "",
        )
        rows.append(row)
    return rows


def _staff(assignments: Sequence[CaseAssignment]) -> list[StaffRow]:
    return [
        StaffRow(_kind(assignment), assignment.user.full_name)
        for assignment in sorted(assignments, key=lambda one: one.kind != AssignmentKind.RESPONSIBLE)
    ]


def _kind(assignment: CaseAssignment) -> str:
    if assignment.kind == AssignmentKind.RESPONSIBLE:
        return _("Responsible")
    until = day_in_year(timezone.localdate(assignment.until_at)) if assignment.until_at else ""
    return _("Stands in until %(day)s") % {"day": until}
