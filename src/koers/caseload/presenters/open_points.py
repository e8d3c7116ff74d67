"""The talking points on the page of a family: what is seen, since when, and where to answer it (P-W2)."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from koers.caseload.cases import Case
from koers.families.wording import listed_name
from koers.trajectories.models import StoredSignal
from koers.trajectories.presenters.points import answered_words
from koers.trajectories.signals.attention import ORDER, level_of
from koers.trajectories.wording.dates import day_in_year
from koers.trajectories.wording.points import STATES, held_of, not_calibrated, short_words


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """said: what was answered, or that nobody did yet."""

    level: str
    words: str
    since: str
    said: str


@dataclass(frozen=True, slots=True)
class OpenPoints:
    """address: where they are answered. calibration: beside words of a model that is not their own."""

    rows: tuple[OpenPoint, ...]
    address: str
    calibration: str


def open_points(case: Case, *, sees_expected: bool) -> OpenPoints:
    """The nearest first. Held-back ones are for who may know what was agreed."""
    found = [
        one
        for one in case.signals
        if one.is_point and (sees_expected or not one.is_held(case.today)) and case.is_running
    ]
    ordered = sorted(found, key=lambda one: ORDER.index(level_of(one, today=case.today)))
    return OpenPoints(
        rows=tuple(_row(one, case) for one in ordered),
        address=reverse("trajectories:profile", args=[case.family.pk]),
        calibration=not_calibrated(case.signals),
    )


def _row(signal: StoredSignal, case: Case) -> OpenPoint:
    name = next((one.name for one in case.respondents if one.parent.pk == signal.parent_id), "")
    is_held = signal.is_held(case.today)
    words = listed_name(held_of(signal, name)) if is_held else f"{short_words(signal, name)}."
    return OpenPoint(
        level=level_of(signal, today=case.today).value,
        words=words,
        since=_("since %(day)s") % {"day": day_in_year(signal.since_on)},
        said="" if is_held else answered_words(signal) or listed_name(f"{STATES[signal.state]}."),
    )
