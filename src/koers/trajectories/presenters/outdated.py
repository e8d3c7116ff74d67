"""Versions of lists that no longer count, kept in sight below the table (S18)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.timezone import localdate

from koers.measurements.models import Administration
from koers.trajectories.presenters.table import score_words
from koers.trajectories.profiles import Outdated, Point, Profile
from koers.trajectories.wording import corrections


@dataclass(frozen=True, slots=True)
class OldVersion:
    what: str
    why: str


def old_versions(found: Iterable[Outdated], profile: Profile) -> tuple[OldVersion, ...]:
    """Of the persons of this profile, in the order in which they came."""
    names = {person.parent_id: person.name for person in profile.persons}
    return tuple(
        OldVersion(
            corrections.old_version(
                one.score.administration.filled_on,
                names[one.score.administration.parent_id],
                score_words(Point.of(one.score)),
            ),
            _why(one.score.administration, one.newer),
        )
        for one in found
        if one.score.administration.parent_id in names
    )


def _why(old: Administration, newer: Administration | None) -> str:
    if old.withdrawn_at is not None:
        return corrections.withdrawn_on(localdate(old.withdrawn_at), old.withdrawn_reason)
    if newer is None:
        return corrections.set_aside()
    return corrections.corrected_on(localdate(newer.created_at), newer.correction_reason)
