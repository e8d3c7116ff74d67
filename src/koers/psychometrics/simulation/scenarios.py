"""Which families a simulation makes: their mix of courses, and how often and how well they are measured."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType


class CourseKind(StrEnum):
    """The kind of true course a parent follows; the simulation knows it, no method may see it."""

    IMPROVER = "improver"
    EARLY_PLATEAU = "early_plateau"
    NO_CHANGE = "no_change"
    DETERIORATION = "deterioration"
    CRISES = "crises"
    FLOOR = "floor"


KINDS = tuple(CourseKind)


def mix_of(*shares: float) -> Mapping[CourseKind, float]:
    """Shares in the order of CourseKind."""
    return MappingProxyType(dict(zip(KINDS, shares, strict=True)))


BASE_MIX = mix_of(0.30, 0.20, 0.22, 0.10, 0.13, 0.05)
HARDER_MIX = mix_of(0.22, 0.15, 0.30, 0.15, 0.13, 0.05)


@dataclass(frozen=True, slots=True)
class Scenario:
    """Everything a simulation depends on besides the number of families, the generator and the instrument.

    Levels, spreads and the intake peak are T points; times are months of 30.4375 days; shares lie in 0..1.
    `start_mean` and `start_sd` describe the true level at the first questionnaire. `state_sd` is that of a
    parent's passing state: half its variance is shared with the other parent, half is own; both fade by 1/e
    in `state_decay`. `reliability` is the scale's own
    in a norm group with SD 10, so that its standard error of measurement is 10·√(1 − reliability).
    `jitter` is the largest shift of a date as a share of the interval. Raises ValueError when the mix does
    not add up to one or a share lies outside 0..1.
    """

    name: str
    mix: Mapping[CourseKind, float] = field(default_factory=lambda: BASE_MIX)
    same_kind: float = 0.6
    start_mean: float = 66.0
    start_sd: float = 7.5
    start_correlation: float = 0.45
    state_sd: float = 2.5
    state_decay: float = 1.0
    intake_peak: float = 2.0
    intake_decay: float = 1.0
    reliability: float = 0.77
    interval: float = 1.0
    jitter: float = 0.25
    missing: float = 0.2
    follow_up: tuple[float, float] = (6.0, 14.0)
    one_parent: float = 0.3
    first_day: date = date(2023, 1, 2)
    intake_days: int = 365

    def __post_init__(self) -> None:
        if set(self.mix) != set(KINDS) or abs(sum(self.mix.values()) - 1) > 1e-9:
            raise ValueError(f"the mix of scenario {self.name} must name every course kind and add up to 1")
        for name in ("same_kind", "jitter", "missing", "one_parent", "reliability"):
            if not 0 <= (share := getattr(self, name)) < 1:
                raise ValueError(f"{name} of scenario {self.name} must be 0 or more and below 1, got {share}")


BASE = Scenario("base")

SCENARIOS: Mapping[str, Scenario] = MappingProxyType(
    {
        scenario.name: scenario
        for scenario in (
            BASE,
            replace(BASE, name="harder", mix=HARDER_MIX),
            replace(BASE, name="sparse", missing=0.4),
            replace(BASE, name="two_monthly", interval=2.0),
            replace(BASE, name="reliability_75", reliability=0.75),
            replace(BASE, name="reliability_85", reliability=0.85),
        )
    }
)
