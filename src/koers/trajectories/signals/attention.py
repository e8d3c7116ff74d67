"""How soon a talking point asks for a talk, in three levels (U40)."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from koers.psychometrics import SignalKind, SignalStrength
from koers.trajectories.models import PointState, StoredSignal


class Level(StrEnum):
    """The names that the badge knows."""

    NOW = "now"
    DISCUSS = "discuss"
    FOLLOW = "follow"


ORDER = tuple(Level)


def level_of(signal: StoredSignal, *, today: date) -> Level:
    """An answer takes the hurry away; "not so" takes the point away until the next list."""
    if not signal.is_point or signal.is_held(today) or signal.state == PointState.NOT_RECOGNISED:
        return Level.FOLLOW
    if signal.state in (PointState.RECOGNISED, PointState.LATER):
        return Level.DISCUSS
    is_first = signal.kind == SignalKind.DETERIORATION or signal.strength == SignalStrength.CLEAR
    return Level.NOW if is_first else Level.DISCUSS


def main_of(signals: Iterable[StoredSignal], *, today: date) -> StoredSignal | None:
    """The one to speak of for a family: the nearest level, the most serious kind, the longest standing."""
    kinds = tuple(SignalKind)
    return min(
        signals,
        key=lambda one: (
            ORDER.index(level_of(one, today=today)),
            one.kind != SignalKind.DETERIORATION,
            one.kind != SignalKind.STAGNATION,
            kinds.index(SignalKind(one.kind)),
            one.since_on,
        ),
        default=None,
    )
