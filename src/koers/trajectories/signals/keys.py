"""The two keys to "stagnation": what people experience, and what the rules found (T85-T89)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from koers.psychometrics import SignalKind
from koers.trajectories.models import Experience, ExperienceStatement, StoredSignal

KEY_DAYS = 60  # our own default (S10), where the organisation chose nothing else


class Key(StrEnum):
    ON = "on"
    OFF = "off"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Keys:
    """experience: key 1. computed: key 2. signal: what turned key 2, to confirm by."""

    experience: Key
    computed: Key
    said_on: date | None = None
    signal: StoredSignal | None = None

    @property
    def are_both_on(self) -> bool:
        return self.experience is Key.ON and self.computed is Key.ON


def is_key_one(statement: ExperienceStatement) -> bool:
    """No less stress: the same, or more."""
    return statement.experience in (Experience.SAME, Experience.MORE)


def keys_of(
    statements: Iterable[ExperienceStatement],
    signals: Iterable[StoredSignal],
    *,
    today: date,
    days: int = KEY_DAYS,
) -> Keys:
    """The newest usable statement of each person counts; one person who experiences no relief is enough.

    days: how long a statement is usable (T85).
    """
    newest: dict[tuple[object, str], ExperienceStatement] = {}
    for statement in sorted(statements, key=lambda one: (one.said_on, one.recorded_at)):
        if today - timedelta(days=days) <= statement.said_on <= today:
            newest[statement.parent_id, statement.said_by] = statement
    known = [one for one in newest.values() if one.experience != Experience.DONT_KNOW]
    on = [one for one in known if is_key_one(one)]
    said = max((one.said_on for one in on or known), default=None)
    experience = Key.ON if on else Key.OFF if known else Key.UNKNOWN
    judged = list(signals)
    stagnating = [one for one in judged if one.kind == SignalKind.STAGNATION]
    is_known = any(one.kind not in (SignalKind.TOO_EARLY, SignalKind.UNCLEAR) for one in judged)
    computed = Key.ON if stagnating else Key.OFF if is_known else Key.UNKNOWN
    return Keys(experience, computed, said, stagnating[0] if stagnating else None)
