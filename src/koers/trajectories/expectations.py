"""What was expected of each person of a profile, and who still has to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

from django.utils import timezone

from koers.access.actor import Actor
from koers.trajectories import policies
from koers.trajectories.differences import Expected
from koers.trajectories.models import Expectation, ExpectedCourse, OpenedList
from koers.trajectories.profiles import Person, Point, Profile


@dataclass(frozen=True)
class Expectations:
    """The expectations about the lists of one profile, oldest first, and for whom they were looked up.

    current_of: from a list before its correction to the list that stands now.
    """

    rows: tuple[Expectation, ...]
    user_id: UUID | None
    is_asked_first: bool
    current_of: Mapping[UUID, UUID] = field(default_factory=dict)

    @classmethod
    def read(cls, actor: Actor, profile: Profile) -> Self:
        rows: tuple[Expectation, ...] = ()
        current_of = {old: point.administration_id for point in profile.points for old in point.earlier_ids}
        if policies.sees_expectations(actor):
            shown = [*current_of, *(point.administration_id for point in profile.points)]
            rows = tuple(Expectation.objects.visible_to(actor).filter(administration__in=shown))
        return cls(rows, actor.user_id, policies.is_asked_first(actor), current_of)

    def own(self, administration_id: UUID) -> Expectation | None:
        """What this reader said, or skipped, about this list."""
        for row in self.rows:
            about = self.current_of.get(row.administration_id, row.administration_id)
            if about == administration_id and row.user_id == self.user_id:
                return row
        return None

    def pending(self, profile: Profile) -> list[Person]:
        """Whose newest list this reader did not answer for; nobody when not asked at all (T44-T46)."""
        if not self.is_asked_first:
            return []
        pairs = [(person, newest_scored(person)) for person in profile.persons]
        return [person for person, newest in pairs if newest and not self.own(newest.administration_id)]

    def by_person(self) -> Mapping[UUID, Expected]:
        """The newest expectation about each person: the reader's own before that of another."""
        given = [row for row in self.rows if not row.is_skipped]
        in_order = sorted(given, key=lambda row: (row.user_id == self.user_id, row.created_at))
        return {row.parent_id: _expected(row) for row in in_order}


def newest_scored(person: Person) -> Point | None:
    """The newest list that adds a point to the course, by arrival: a late paper list is new too (T45). Of
    earlier lists that were brought in nobody expects anything any more."""
    points = [scored.point for scored in person.scored if not scored.point.is_imported]
    return max(points, key=lambda point: (point.arrived_at, point.on), default=None)


def newest_unscored(person: Person) -> Point | None:
    """The newest list by arrival, when it adds no point: nobody is asked what to expect of it (T29)."""
    points = [point for point in person.points if not point.is_imported]
    newest = max(points, key=lambda point: (point.arrived_at, point.on), default=None)
    return newest if newest is not None and newest.t is None else None


def unopened(actor: Actor, profile: Profile) -> set[UUID]:
    """Newest lists without a score that this reader never had on the screen; none on a second visit."""
    newest = {one.administration_id for person in profile.persons if (one := newest_unscored(person))}
    if not newest or actor.user_id is None or not policies.is_asked_first(actor):
        return set()
    opened = OpenedList.objects.visible_to(actor).filter(administration__in=newest, user=actor.user_id)
    return newest - set(opened.values_list("administration_id", flat=True))


def _expected(row: Expectation) -> Expected:
    return Expected(
        shape=ExpectedCourse(row.shape),
        said_on=timezone.localdate(row.created_at),
        author=row.author,
        text=row.text,
        rise_until=row.rise_until,
    )
