"""Corrected lists: a new version of a list is no new list, so what was said about the old one still holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from koers.measurements.models import Administration, Score


@dataclass(frozen=True, slots=True)
class Earlier:
    """The versions before one list, of the same person about the same child. arrived_at: of the first."""

    ids: tuple[UUID, ...]
    arrived_at: datetime


def earlier_versions(current: Iterable[Score], old: Iterable[Score]) -> dict[UUID, Earlier]:
    """By list, for those that were corrected. old: the scores of lists that no longer count."""
    corrected = [score.administration for score in current if score.administration.replaces_id]
    by_id = {score.administration.pk: score.administration for score in old}
    found = {one.pk: _earlier(one, by_id) for one in corrected}
    return {key: earlier for key, earlier in found.items() if earlier is not None}


def _earlier(newest: Administration, by_id: Mapping[UUID, Administration]) -> Earlier | None:
    ids, arrived_at = [], newest.created_at
    before = by_id.get(newest.replaces_id) if newest.replaces_id else None
    while before is not None and _is_about_the_same(before, newest):
        ids.append(before.pk)
        arrived_at = before.created_at
        before = by_id.get(before.replaces_id) if before.replaces_id else None
    return Earlier(tuple(ids), arrived_at) if ids else None


def _is_about_the_same(one: Administration, other: Administration) -> bool:
    return (one.parent_id, one.child_id) == (other.parent_id, other.child_id)
