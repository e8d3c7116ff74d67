"""The readings that were kept of one child's profiles, each with what was said of it."""

from dataclasses import dataclass

from django.db.models import FilteredRelation

from koers.access.actor import Actor
from koers.trajectories import policies
from koers.trajectories.models import Reading, ReadingComment
from koers.trajectories.profiles import Profile

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Noted:
    """comments in the order in which they were signed."""

    reading: Reading
    comments: tuple[ReadingComment, ...]


def newest_readings(actor: Actor, profile: Profile) -> list[Noted]:
    """The newest first, by one query; nothing for who may not see readings."""
    if not policies.sees_readings(actor):
        return []
    visible = Reading.objects.visible_to(actor).filter(family=profile.family, child=profile.child)
    joined = visible.filter(pk__in=visible.values("pk")[:SHOWN]).annotate(
        comment=FilteredRelation("comments")
    )
    found: dict[Reading, list[ReadingComment]] = {}  # a row for each comment, and for a reading without one
    rows = joined.select_related("comment")  # type: ignore[misc]  # it is joined above
    for row in rows.order_by("-created_at", "comment__signed_at"):
        comment: ReadingComment | None = getattr(row, "comment", None)
        found.setdefault(row, []).extend([comment] if comment else [])
    return [Noted(reading, tuple(comments)) for reading, comments in found.items()]
