"""The facts of one profile: what each person filled in about one child on one list, in order of date."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Self
from uuid import UUID

from django.db.models import Prefetch
from django.utils.timezone import localdate
from django.utils.translation import get_language

from koers.access.actor import Actor
from koers.families.households import Household, household_or_404
from koers.families.models import Child, Family, Parent
from koers.families.wording import names_of
from koers.instruments.models import InstrumentVersion
from koers.measurements.models import Administration, AdministrationSource, Score
from koers.organisations import settings
from koers.psychometrics import Band, Instrument, text
from koers.trajectories.versions import Earlier, earlier_versions

PLANNED_GAP_DAYS = 30  # a list a month (T26), where the organisation chose nothing else
COMPARABLE_DAYS = 14  # between two parents' lists (T61), likewise
# The border that the chart draws by: between one interval and two, so that a late list is not a missed one.
MISSED_FROM_INTERVALS = 1.75


@dataclass(frozen=True, slots=True)
class Point:
    """One list and the score of its primary scale. t None: no T-score, and `reason` says why.

    correct_id: the list to correct when this one is wrong. earlier_ids: versions of it before a correction.
    is_imported: brought in with earlier lists, so news to nobody.
    """

    administration_id: UUID
    on: date
    arrived_at: datetime
    source: AdministrationSource
    version_id: UUID
    raw: float | None = None
    t: float | None = None
    band: Band | None = None
    norm_group: str = ""
    n_missing: int = 0
    reason: str = ""
    correct_id: UUID | None = None
    corrected_on: date | None = None
    correction_reason: str = ""
    earlier_ids: tuple[UUID, ...] = ()
    is_imported: bool = False

    @classmethod
    def of(cls, score: Score, earlier: Earlier | None = None) -> Self:
        administration: Administration = score.administration
        return cls(
            administration_id=administration.pk,
            on=administration.filled_on,
            arrived_at=earlier.arrived_at if earlier else administration.created_at,
            source=AdministrationSource(administration.source),
            version_id=administration.instrument_version_id,
            raw=score.raw_score,
            t=score.t_score,
            band=Band(score.band) if score.band else None,
            norm_group=score.norm_group,
            n_missing=score.n_missing,
            reason=score.reason,
            correct_id=administration.derived_from_id or administration.pk,
            corrected_on=localdate(administration.created_at) if administration.replaces_id else None,
            correction_reason=administration.correction_reason,
            earlier_ids=earlier.ids if earlier else (),
            is_imported=administration.is_imported,
        )

    @property
    def is_corrected(self) -> bool:
        return self.corrected_on is not None

    @property
    def is_derived(self) -> bool:
        return self.source is AdministrationSource.DERIVED

    @property
    def is_taken_over(self) -> bool:
        return self.source is AdministrationSource.TAKEN_OVER


@dataclass(frozen=True, slots=True)
class ScoredPoint:
    """A point that has a T-score, with the T-score as a plain number."""

    point: Point
    t: float
    on: date
    band: Band


@dataclass(frozen=True)
class Person:
    """One respondent and the own lists; points ascend in date."""

    parent_id: UUID
    slot: int
    name: str
    points: tuple[Point, ...] = ()
    interval_days: int = PLANNED_GAP_DAYS

    @property
    def scored(self) -> tuple[ScoredPoint, ...]:
        return tuple(
            ScoredPoint(point, point.t, point.on, point.band)
            for point in self.points
            if point.t is not None and point.band is not None
        )

    @property
    def missed(self) -> tuple[date, ...]:
        return missed_between([point.on for point in self.points], self.interval_days)


@dataclass(frozen=True, slots=True)
class NormChange:
    """From this list on another norm group or version holds; `group` is the new one."""

    on: date
    group: str
    is_new_version: bool


@dataclass(frozen=True)
class Profile:
    """One child, one list, everybody who may fill it in; persons in the order of their slots."""

    family: Family
    child: Child
    instrument: Instrument
    version: InstrumentVersion
    persons: tuple[Person, ...]
    interval_days: int = PLANNED_GAP_DAYS
    comparable_days: int = COMPARABLE_DAYS

    @property
    def list_title(self) -> str:
        """In the language of the page, where the package has it."""
        return text(self.instrument.title, get_language() or "")

    @property
    def with_lists(self) -> tuple[Person, ...]:
        return tuple(person for person in self.persons if person.points)

    @property
    def with_scores(self) -> tuple[Person, ...]:
        return tuple(person for person in self.persons if person.scored)

    @property
    def points(self) -> tuple[Point, ...]:
        """All lists of all persons in order of date."""
        return tuple(sorted((p for person in self.persons for p in person.points), key=lambda p: p.on))

    @property
    def norm_changes(self) -> tuple[NormChange, ...]:
        return tuple(_norm_changes([point for point in self.points if point.norm_group]))

    def only(self, parent_ids: Iterable[UUID]) -> "Profile":
        """The profile of these persons alone."""
        wanted = set(parent_ids)
        chosen = tuple(person for person in self.persons if person.parent_id in wanted)
        return replace(self, persons=chosen)

    def renamed(self, names: Mapping[UUID, str]) -> "Profile":
        """With these names for these persons, for a print on which they may stand."""
        persons = tuple(replace(one, name=names.get(one.parent_id, one.name)) for one in self.persons)
        return replace(self, persons=persons)


@dataclass(frozen=True, slots=True)
class Choice:
    """A child and list with lists in this family, and how many."""

    child: Child
    instrument_id: str
    title: str
    n_lists: int


@dataclass(frozen=True, slots=True)
class Outdated:
    """The score of a list that no longer counts. newer: what replaced it; None where nothing did."""

    score: Score
    newer: Administration | None


def scores_of_families(actor: Actor, family_ids: Iterable[UUID]) -> list[Score]:
    """Of every version of every list, oldest first, with child and package: two queries for any number."""
    rows = Score.objects.visible_to(actor).filter(administration__family__in=family_ids, is_primary=True)
    packages = Prefetch("administration__instrument_version", InstrumentVersion.objects.visible_to(actor))
    joined = rows.select_related("administration__child").prefetch_related(packages)
    return list(joined.order_by("administration__filled_on", "administration__created_at"))


@dataclass(frozen=True, slots=True)
class FamilyScores:
    """Everything of a family from which its profiles can be put together.

    scores: of the lists that stand, oldest first. old: of those that no longer count.
    """

    household: Household
    scores: tuple[Score, ...]
    old: tuple[Score, ...]
    earlier: Mapping[UUID, Earlier]

    @classmethod
    def of(cls, household: Household, rows: Sequence[Score]) -> Self:
        """rows: of this family, from `scores_of_families`."""
        scores = tuple(score for score in rows if score.administration.is_current)
        old = tuple(score for score in rows if not score.administration.is_current)
        return cls(household, scores, old, earlier_versions(scores, old))

    @classmethod
    def read(cls, actor: Actor, family: Family) -> Self:
        families = Family.objects.visible_to(actor).select_related("organisation")
        household = household_or_404(families, family.pk)
        return cls.of(household, scores_of_families(actor, [family.pk]))

    @property
    def family(self) -> Family:
        return self.household.family

    @property
    def parents(self) -> tuple[Parent, ...]:
        return self.household.parents

    def choices(self) -> list[Choice]:
        """What there is to look at, most lists first; a short list before the long one that holds it."""
        counted = Counter(
            (one.administration.child_id, one.administration.instrument_id) for one in self.scores
        )
        children = {one.administration.child_id: one.administration.child for one in self.scores}
        choices = [
            Choice(children[child_id], list_id, self._newest(list_id).shown_title, n)
            for (child_id, list_id), n in counted.items()
        ]
        return sorted(choices, key=self._place)

    def _place(self, choice: Choice) -> tuple[int, bool, str, str]:
        is_long = self._newest(choice.instrument_id).instrument.derivation is None
        return (-choice.n_lists, is_long, choice.child.code, choice.instrument_id)

    def _newest(self, instrument_id: str) -> InstrumentVersion:
        """The version of the newest list: its borders are drawn, its error is reckoned with."""
        lists = (score.administration for score in reversed(self.scores))
        newest: Administration = next(one for one in lists if one.instrument_id == instrument_id)
        return newest.instrument_version

    def profile(self, choice: Choice) -> Profile:
        names = names_of(self.parents)
        version = self._newest(choice.instrument_id)
        chosen = settings.of(self.family.organisation_id)
        interval = chosen.interval_days
        persons = tuple(
            Person(parent.pk, parent.slot, names[parent.pk], self._points(parent, choice), interval)
            for parent in self.parents
        )
        return Profile(
            family=self.family,
            child=choice.child,
            instrument=version.instrument,
            version=version,
            persons=persons,
            interval_days=interval,
            comparable_days=chosen.comparable_days,
        )

    def outdated(self, profile: Profile) -> tuple[Outdated, ...]:
        """Of the child and list of this profile, in the order in which they came."""
        lists = [score.administration for score in (*self.scores, *self.old)]
        newer = {one.replaces_id: one for one in lists if one.replaces_id}
        shown = (profile.child.pk, profile.version.instrument_id)
        found = [
            Outdated(score, newer.get(score.administration.pk))
            for score in self.old
            if (score.administration.child_id, score.administration.instrument_id) == shown
        ]
        return tuple(sorted(found, key=lambda one: one.score.administration.created_at))

    def names_in_order(self, parent_ids: Iterable[UUID]) -> list[str]:
        wanted, names = set(parent_ids), names_of(self.parents)
        return [names[parent.pk] for parent in self.parents if parent.pk in wanted]

    def _points(self, parent: Parent, choice: Choice) -> tuple[Point, ...]:
        return tuple(
            Point.of(score, self.earlier.get(score.administration.pk))
            for score in self.scores
            if score.administration.parent_id == parent.pk
            and score.administration.child_id == choice.child.pk
            and score.administration.instrument_id == choice.instrument_id
        )


def missed_between(days: Sequence[date], interval: int = PLANNED_GAP_DAYS) -> tuple[date, ...]:
    """Planned occasions without a list, spread evenly over each gap that leaves room for one."""
    missed: list[date] = []
    for before, after in pairwise(days):
        gap = (after - before).days
        if gap > MISSED_FROM_INTERVALS * interval:
            n = max(round(gap / interval) - 1, 1)
            missed += [before + timedelta(days=round(gap * place / (n + 1))) for place in range(1, n + 1)]
    return tuple(missed)


def _norm_changes(points: Sequence[Point]) -> Iterable[NormChange]:
    for before, after in pairwise(points):
        is_new_version = before.version_id != after.version_id
        if is_new_version or before.norm_group != after.norm_group:
            yield NormChange(after.on, after.norm_group, is_new_version)
