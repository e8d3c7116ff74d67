"""Make up the norms of the two example packages. No person was ever asked anything for them.

The invented population answers every item with the same mean and spread, and any two items correlate equally.
Mean and standard deviation of a scale then follow from the number of its items alone. Run with no argument
to rewrite the two files `norms.csv`; a test runs it again and compares.
"""

import math
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

PACKAGES = Path(__file__).parents[1] / "src/koers/instruments/packages"

# label, first and last age, mean of a scored item, and the spread of the answers as a factor
GROUPS = (("0-3", 0, 3, 1.95, 1.0), ("4-11", 4, 11, 1.85, 0.97), ("12-18", 12, 18, 1.9, 1.04))
ITEM_SD = 1.05
# Ten items that correlate this much have Cronbach's alpha .77, which voorbeeld-10 states as its reliability.
ITEM_CORRELATION = 0.77 / (10 - 9 * 0.77)
# The invented population has a longer tail on the side of much burden; a norm table straightens some of it.
TAIL = 0.015
LOWEST_ANSWER, HIGHEST_ANSWER = 1, 4


def mean_and_sd(n_items: int, item_mean: float, spread: float) -> tuple[float, float]:
    """Of a sum of n_items equally correlated answers."""
    variance = n_items + n_items * (n_items - 1) * ITEM_CORRELATION
    return n_items * item_mean, spread * ITEM_SD * math.sqrt(variance)


def table_t(raw: int, mean: float, sd: float) -> int:
    """A whole T-score, rounded half up."""
    z = (raw - mean) / sd
    return math.floor(50 + 10 * (z - TAIL * (z * z - 1)) + 0.5)


def table_rows(n_items: int) -> Iterator[str]:
    yield "scale,group,age_from,age_to,raw,t"
    for label, age_from, age_to, item_mean, spread in GROUPS:
        mean, sd = mean_and_sd(n_items, item_mean, spread)
        for raw in range(n_items * LOWEST_ANSWER, n_items * HIGHEST_ANSWER + 1):
            yield f"total,{label},{age_from},{age_to},{raw},{table_t(raw, mean, sd)}"


def formula_rows(items_per_scale: dict[str, int]) -> Iterator[str]:
    yield "scale,group,age_from,age_to,mean,sd"
    for scale, n_items in items_per_scale.items():
        for label, age_from, age_to, item_mean, spread in GROUPS:
            mean, sd = mean_and_sd(n_items, item_mean, spread)
            yield f"{scale},{label},{age_from},{age_to},{mean:.2f},{sd:.2f}"


def items_per_scale(package: str) -> dict[str, int]:
    content = tomllib.loads((PACKAGES / package / "instrument.toml").read_text(encoding="utf-8"))
    return {scale["id"]: len(scale["items"]) for scale in content["scales"]}


def example_norms() -> dict[str, str]:
    """The text of norms.csv for each example package."""
    rows = {
        "voorbeeld-10": table_rows(items_per_scale("voorbeeld-10")["total"]),
        "voorbeeld-34": formula_rows(items_per_scale("voorbeeld-34")),
    }
    return {package: "\n".join(lines) + "\n" for package, lines in rows.items()}


def main() -> int:
    for package, text in example_norms().items():
        (PACKAGES / package / "norms.csv").write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
