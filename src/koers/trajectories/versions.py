"""Corrected lists: a new version of a list is no new list, so what was said about the old one still holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from koers.access.actor import Actor
from koers.measurements.models import Administration, Score


@dataclass(frozen=True, slots=True)
class Earlier:
    """The versions before one list, of the same person about the same child. arrived_at: of the first."""

    ids: tuple[UUID, ...]
    arrived_at: datetime


def earlier_versions(actor: Actor, scores: Iterable[Score]) -> dict[UUID, Earlier]:
    """By list, for those that were corrected. No query where nothing was."""
    corrected = [score.administration for score in scores if score.administration.replaces_id]
    if not corrected:
        return {}
    families = {one.family_id for one in corrected}
    old = Administration.objects.visible_to(actor).filter(family__in=families, is_current=False)
    by_id = old.in_bulk()
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
