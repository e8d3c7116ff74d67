"""Make up the norms of the two example packages, and worked examples. Nobody was ever asked anything for it.

The invented population answers every item with the same mean and spread, and any two items correlate equally.
Mean and standard deviation of a scale then follow from the number of its items alone. Run with no argument
to rewrite `norms.csv` and `expected.csv` of both; a test runs it again and compares. The worked examples are
calculated here, one questionnaire at a time, and not by Koers itself, which must agree with them.
"""

import csv
import math
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


@dataclass(frozen=True)
class Example:
    """One way to fill in a list: the pattern repeats over its items; the places in `empty` stay empty."""

    child_age: int
    pattern: tuple[int, ...]
    empty: tuple[int, ...] = ()

    def answers(self, items: list[str]) -> dict[str, int | None]:
        return {
            item: None if place in self.empty else self.pattern[place % len(self.pattern)]
            for place, item in enumerate(items)
        }


EXAMPLES = (
    Example(2, (1,)),
    Example(3, (4,)),
    Example(4, (2,)),
    Example(11, (1, 2, 3, 4)),
    Example(12, (3, 2, 2), empty=(4,)),
    Example(18, (4, 1, 2), empty=(0, 1, 2)),
)


def expected_rows(content: dict[str, Any], norms: list[dict[str, str]]) -> Iterator[str]:
    """An empty raw and t: too many answers are missing."""
    items = [item["id"] for item in content["items"]]
    yield ",".join([*items, "child_age", "scale", "raw", "t"])
    for example in EXAMPLES:
        answers = example.answers(items)
        cells = ["" if answer is None else str(answer) for answer in answers.values()]
        for scale in content["scales"]:
            raw = raw_score(scale["items"], answers, content)
            t = None if raw is None else t_score(scale["id"], example.child_age, raw, norms)
            numbers = ["" if number is None else str(round(number, 4)) for number in (raw, t)]
            yield ",".join([*cells, str(example.child_age), scale["id"], *numbers])


def raw_score(items: list[str], answers: dict[str, int | None], content: dict[str, Any]) -> float | None:
    is_reversed = {item["id"]: item.get("reversed", False) for item in content["items"]}
    scored = []
    for item in items:
        answer = answers[item]
        if answer is not None:
            scored.append(LOWEST_ANSWER + HIGHEST_ANSWER - answer if is_reversed[item] else answer)
    if len(items) - len(scored) > content["missing"]["max_missing"]:
        return None
    return sum(scored) * len(items) / len(scored)


def t_score(scale: str, age: int, raw: float, norms: list[dict[str, str]]) -> float:
    for norm in norms:
        if norm["scale"] == scale and int(norm["age_from"]) <= age <= int(norm["age_to"]):
            if "mean" in norm:
                return 50 + 10 * (raw - float(norm["mean"])) / float(norm["sd"])
            if int(norm["raw"]) == math.floor(raw + 0.5):
                return float(norm["t"])
    raise LookupError(f"no norm for scale {scale}, age {age}, raw {raw}")


def package_content(package: str) -> dict[str, Any]:
    return tomllib.loads((PACKAGES / package / "instrument.toml").read_text(encoding="utf-8"))


def made_files() -> dict[str, str]:
    """Path below the folder of packages -> text."""
    files = {}
    for package in ("voorbeeld-10", "voorbeeld-34"):
        content = package_content(package)
        n_items = {scale["id"]: len(scale["items"]) for scale in content["scales"]}
        norms = list(table_rows(n_items["total"]) if package == "voorbeeld-10" else formula_rows(n_items))
        expected = expected_rows(content, list(csv.DictReader(norms)))
        files[f"{package}/norms.csv"] = "\n".join(norms) + "\n"
        files[f"{package}/expected.csv"] = "\n".join(expected) + "\n"
    return files


def main() -> int:
    for path, text in made_files().items():
        (PACKAGES / path).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
