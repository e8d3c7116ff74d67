"""The facts of many families at once: who is in it, their courses, what is new and what is late.

The same handful of queries however many families there are.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from koers.access.actor import Actor
from koers.access.roles import Reach
from koers.families.households import Household
from koers.families.models import AssignmentKind, CareEpisode, CaseAssignment, Family, Parent
from koers.families.wording import names_of
from koers.measurements.inviting.states import Request, newest_requests
from koers.measurements.models import Administration, AdministrationState, Score
from koers.organisations import settings
from koers.trajectories import policies
from koers.trajectories.expectations import newest_scored, newest_unscored
from koers.trajectories.models import Expectation, OpenedList, StoredSignal
from koers.trajectories.profiles import (
    PLANNED_GAP_DAYS,
    FamilyScores,
    Person,
    Point,
    Profile,
    scores_of_families,
)
from koers.trajectories.signals.attention import Level, level_of, main_of
from koers.trajectories.signals.reading import signals_of_families

LATE_FROM_INTERVALS = 1.5  # our choice: half an interval of grace before a list is called late


@dataclass(frozen=True, slots=True)
class Respondent:
    """One parent. person: the own line in the profile, None before the first list.

    last_on: day of the newest list of any kind; since: the day from which the next one counts. is_new: a
    list came in that its reader did not look at. hides_score: and its score is not shown before the question
    what to expect. is_late: the planned interval and its grace are over, while care runs. request: the newest
    one, when no list came after it; who may not ask learns of a no alone. is_excused: late but for a no.
    unfinished: the newest list, when too many of its questions were left open for a score.
    """

    parent: Parent
    name: str
    person: Person | None
    last_on: date | None
    is_new: bool
    is_late: bool
    request: Request | None = None
    hides_score: bool = False
    is_excused: bool = False
    since: date | None = None
    unfinished: Administration | None = None

    @property
    def is_asked(self) -> bool:
        """Takes part, and did not say that there should be no more questions."""
        return self.parent.left_on is None and not (self.request and self.request.has_stopped)

    @property
    def answered_on(self) -> date | None:
        """The day from which the next list counts: of the newest one, or of a no to the one after it."""
        days = [self.since, self.request.refused_on if self.request else None]
        return max((one for one in days if one), default=None) if self.last_on else None


@dataclass(frozen=True, slots=True)
class Case:
    """episode: the newest care episode. worker: who is responsible, for who sees families of several workers.
    is_asked_first: whether the reader says what to expect, and so has seen a list or not. today: the day on
    which all this holds. signals: the newest judgement of each course of the profile. scores: of the lists
    that stand, oldest first."""

    household: Household
    scores: tuple[Score, ...]
    profile: Profile | None
    respondents: tuple[Respondent, ...]
    today: date
    worker: str = ""
    is_asked_first: bool = False
    interval_days: int = PLANNED_GAP_DAYS
    signals: tuple[StoredSignal, ...] = ()

    @property
    def family(self) -> Family:
        return self.household.family

    @property
    def episode(self) -> CareEpisode | None:
        return self.household.care

    @property
    def is_running(self) -> bool:
        return self.household.is_in_care

    @property
    def new(self) -> tuple[Respondent, ...]:
        return tuple(one for one in self.respondents if one.is_new)

    @property
    def to_read(self) -> tuple[Respondent, ...]:
        """Of whom something new came in that can be read: a list that is too empty is completed first."""
        return tuple(one for one in self.new if one.hides_score or not one.unfinished)

    @property
    def unfinished(self) -> tuple[Respondent, ...]:
        return tuple(one for one in self.respondents if one.unfinished)

    @property
    def late(self) -> tuple[Respondent, ...]:
        return tuple(one for one in self.respondents if one.is_late)

    @property
    def excused(self) -> tuple[Respondent, ...]:
        return tuple(one for one in self.respondents if one.is_excused)

    @property
    def asks_somebody(self) -> bool:
        return any(one.is_asked for one in self.respondents)

    @property
    def main_signal(self) -> StoredSignal | None:
        return main_of(self.signals, today=self.today)

    @property
    def level(self) -> Level:
        """How soon this family asks for a talk: by its signals, and by what waits for a person."""
        if not self.is_running:
            return Level.FOLLOW
        main = self.main_signal
        found = level_of(main, today=self.today) if main else Level.FOLLOW
        has_work = self.new or self.late or self.unfinished
        waits = bool(has_work or (self.asks_somebody and not self.has_lists))
        return Level.DISCUSS if waits and found is Level.FOLLOW else found

    @property
    def has_lists(self) -> bool:
        return any(one.last_on for one in self.respondents)

    @property
    def next_list_on(self) -> date | None:
        """When the interval of whoever is first is over; None before the first list or with nobody to ask.
        A list without a score is completed or asked again now."""
        if self.unfinished:
            return self.today
        days = [one.answered_on for one in self.respondents if one.is_asked and one.answered_on]
        return min(days) + timedelta(days=self.interval_days) if days else None


@dataclass(frozen=True, slots=True)
class _Rows:
    """What the queries brought, by family."""

    requests: Mapping[UUID, Request]
    scores: Mapping[UUID, list[Score]]
    workers: Mapping[UUID, str]
    signals: Mapping[UUID, list[StoredSignal]]
    seen: frozenset[UUID] | None  # lists that the reader said what to expect of, or opened; None: not asked


def read_cases(actor: Actor, households: Sequence[Household], *, today: date) -> list[Case]:
    """The cases of families that were fetched through `visible_to`, in the same order."""
    rows = _read(actor, [one.family.pk for one in households])
    return [_case(one, rows, today=today) for one in households]


def _read(actor: Actor, ids: list[UUID]) -> _Rows:
    scores = defaultdict(list)
    for score in scores_of_families(actor, ids):
        scores[score.administration.family_id].append(score)
    return _Rows(
        requests=newest_requests(actor, ids),
        scores=scores,
        workers=_workers(actor, ids),
        seen=_seen(actor, ids),
        signals=signals_of_families(actor, ids),
    )


def _workers(actor: Actor, ids: list[UUID]) -> dict[UUID, str]:
    if actor.reach is not Reach.TEAMS:
        return {}
    grants = CaseAssignment.objects.visible_to(actor).live(at=timezone.now())
    responsible = grants.filter(family__in=ids, kind=AssignmentKind.RESPONSIBLE)
    return dict(responsible.values_list("family_id", "user__full_name"))


def _seen(actor: Actor, ids: list[UUID]) -> frozenset[UUID] | None:
    if not policies.is_asked_first(actor) or actor.user_id is None:
        return None
    own = Expectation.objects.visible_to(actor).filter(parent__family__in=ids, user_id=actor.user_id)
    opened = OpenedList.objects.visible_to(actor).filter(administration__family__in=ids)
    opened = opened.filter(user_id=actor.user_id)
    lists = own.order_by().values_list("administration_id", flat=True)
    return frozenset(lists.union(opened.order_by().values_list("administration_id", flat=True)))


def _case(household: Household, rows: _Rows, *, today: date) -> Case:
    family, care = household.family, household.care
    facts = FamilyScores.of(household, rows.scores[family.pk])
    choices = facts.choices()
    profile = facts.profile(choices[0]) if choices else None
    interval = settings.of(family.organisation_id).interval_days
    sight = _Sight(
        names=names_of(household.parents),
        persons={person.parent_id: person for person in profile.persons} if profile else {},
        last={score.administration.parent_id: score.administration for score in facts.scores},
        seen=rows.seen,
        running_since=care.started_on if care and household.is_in_care else None,
        due_since=today - timedelta(days=int(interval * LATE_FROM_INTERVALS)),
    )
    return Case(
        household,
        facts.scores,
        profile,
        tuple(sight.respondent(parent, rows.requests.get(parent.pk)) for parent in household.parents),
        today,
        rows.workers.get(family.pk, ""),
        rows.seen is not None,
        interval,
        _signals(rows.signals.get(family.pk, []), profile),
    )


@dataclass(frozen=True, slots=True)
class _Sight:
    """What is known of one family when its people are put together. last: the newest list of each.

    due_since: who gave no list since that day is late.
    """

    names: Mapping[UUID, str]
    persons: Mapping[UUID, Person]
    last: Mapping[UUID, Administration]
    seen: frozenset[UUID] | None
    running_since: date | None
    due_since: date

    def respondent(self, parent: Parent, request: Request | None) -> Respondent:
        last, person = self.last.get(parent.pk), self.persons.get(parent.pk)
        standing = request if request and request.stands_after(last) else None
        since = last.counts_from if last else None
        is_overdue = parent.left_on is None and self._is_over(since or self.running_since)
        is_excused = is_overdue and standing is not None and self._is_answer(standing)
        return Respondent(
            parent=parent,
            name=self.names[parent.pk],
            person=person,
            last_on=last.filled_on if last else None,
            since=since,
            is_new=_is_new(person, self.seen),
            hides_score=_hides_score(person, self.seen),
            is_late=is_overdue and not is_excused,
            request=standing,
            is_excused=is_excused,
            unfinished=self._unfinished(parent, last, standing),
        )

    def _unfinished(
        self, parent: Parent, last: Administration | None, request: Request | None
    ) -> Administration | None:
        """Whoever left, or said no after it, is not asked to complete a list; nobody is after the help."""
        is_asked = parent.left_on is None and not (request and request.no_on)
        if last is None or self.running_since is None or not is_asked or last.is_imported:
            return None
        return last if last.state == AdministrationState.PARTLY else None

    def _is_over(self, since: date | None) -> bool:
        return self.running_since is not None and since is not None and since < self.due_since

    def _is_answer(self, request: Request) -> bool:
        """Nobody is late who wants no more lists; who would rather not this time is asked again later."""
        refused_on = request.refused_on
        return request.has_stopped or (refused_on is not None and not self._is_over(refused_on))


def _signals(found: Sequence[StoredSignal], profile: Profile | None) -> tuple[StoredSignal, ...]:
    """Those of the child and list that the family is shown by, of people who still take part."""
    if profile is None:
        return ()
    shown = (profile.child.pk, profile.version.instrument_id)
    return tuple(one for one in found if (one.child_id, one.instrument_id) == shown)


def _is_new(person: Person | None, seen: frozenset[UUID] | None) -> bool:
    """Also a list without a score is new until its profile was opened (T29)."""
    newest = newest_unscored(person) if person else None
    return _hides_score(person, seen) or _is_unseen(newest, seen)


def _hides_score(person: Person | None, seen: frozenset[UUID] | None) -> bool:
    """Whether the reader still has to say what to expect before the newest score is shown (T44)."""
    return _is_unseen(newest_scored(person) if person else None, seen)


def _is_unseen(point: Point | None, seen: frozenset[UUID] | None) -> bool:
    if point is None or seen is None:
        return False
    return seen.isdisjoint({point.administration_id, *point.earlier_ids})
