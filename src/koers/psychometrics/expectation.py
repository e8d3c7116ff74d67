"""What was agreed beforehand against what is seen: a rise that was expected is no reason to alarm yet."""

from dataclasses import dataclass
from datetime import date, timedelta

from koers.psychometrics.signal_model import SignalKind
from koers.psychometrics.signals import OFF_COURSE, SignalStrength
from koers.psychometrics.trajectory import DAYS_PER_MONTH

LONGEST_HOLD = timedelta(days=round(3 * DAYS_PER_MONTH))


@dataclass(frozen=True, slots=True)
class AgreedRise:
    """ "First a rise, until that day", and the day on which it was agreed."""

    agreed_on: date
    until: date

    @property
    def holds_until(self) -> date:
        """The last day on which a signal is held back: never more than three months after the agreement."""
        return min(self.until, self.agreed_on + LONGEST_HOLD)


def is_held_back(
    kind: SignalKind, strength: SignalStrength | None, *, on: date, agreed: AgreedRise | None
) -> bool:
    """Whether a signal of this day is "as expected": shown and listed, but no alarm.

    Holds for STAGNATION and DETERIORATION between agreement and end, never for a clear DETERIORATION.
    """
    if agreed is None or kind not in OFF_COURSE:
        return False
    if kind is SignalKind.DETERIORATION and strength is SignalStrength.CLEAR:
        return False
    return agreed.agreed_on <= on <= agreed.holds_until
