"""Versions of lists that no longer count, kept in sight below the table (S18)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.timezone import localdate

from koers.measurements.models import Administration, Score
from koers.trajectories.presenters.table import score_words
from koers.trajectories.profiles import Point, Profile
from koers.trajectories.wording import corrections


@dataclass(frozen=True, slots=True)
class OldVersion:
    what: str
    why: str


def old_versions(scores: Iterable[Score], profile: Profile) -> tuple[OldVersion, ...]:
    """Of the persons of this profile, in the order in which they came."""
    names = {person.parent_id: person.name for person in profile.persons}
    return tuple(
        OldVersion(
            corrections.old_version(
                score.administration.filled_on,
                names[score.administration.parent_id],
                score_words(Point.of(score)),
            ),
            _why(score.administration),
        )
        for score in scores
        if score.administration.parent_id in names
    )


def _why(old: Administration) -> str:
    if old.withdrawn_at is not None:
        return corrections.withdrawn_on(localdate(old.withdrawn_at), old.withdrawn_reason)
    newer: Administration | None = getattr(old, "replaced_by", None)
    if newer is None:
        return corrections.set_aside()
    return corrections.corrected_on(localdate(newer.created_at), newer.correction_reason)
