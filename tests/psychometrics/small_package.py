"""A package small enough to score by hand: four items from 1 to 4, the second reversed, ages 0-3 and 4-11."""

INSTRUMENT = """\
format = 1
[instrument]
id = "klein-4"
version = "1.0.0"
title = { nl = "Kleine lijst", en = "Small list" }
fictitious = true
language = ["nl"]
respondent = "parent"
about = "child"
direction = "higher_is_worse"
source = "Made for a test."
[[options]]
value = 1
label = { nl = "nooit" }
[[options]]
value = 2
label = { nl = "soms" }
[[options]]
value = 3
label = { nl = "vaak" }
[[options]]
value = 4
label = { nl = "altijd" }
[[items]]
id = "a1"
text = { nl = "eerste" }
[[items]]
id = "a2"
text = { nl = "tweede" }
reversed = true
[[items]]
id = "a3"
text = { nl = "derde" }
[[items]]
id = "a4"
text = { nl = "vierde" }
[[scales]]
id = "part"
title = { nl = "Deel" }
items = ["a1", "a2"]
[[scales]]
id = "total"
title = { nl = "Totaal" }
items = [
    "a1",
    "a2",
    "a3",
    "a4",
]
primary = true
[missing]
rule = "prorate"
max_missing = 1
[[bands]]
scale = "*"
name = "mild"
from_t = 60
[[bands]]
scale = "*"
name = "serious"
from_t = 64
[error]
sem = 4.5
[derivation]
from = "groot-9"
items = { a1 = "b1", a2 = "b3", a3 = "b5", a4 = "b9" }
"""
FORMULA = """\
scale,group,age_from,age_to,mean,sd
total,0-3,0,3,8,2.5
total,4-11,4,11,9.5,3
"""


def table_rows(first_t: int, group: str, ages: str) -> list[str]:
    return [f"total,{group},{ages},{raw},{first_t + 2 * (raw - 4)}" for raw in range(4, 17)]


TABLE = "\n".join(
    ["scale,group,age_from,age_to,raw,t", *table_rows(44, "0-3", "0,3"), *table_rows(41, "4-11", "4,11"), ""]
)


def small_package(norms: str | None = TABLE, instrument: str = INSTRUMENT, **files: str) -> dict[str, str]:
    package = {"instrument.toml": instrument, **files}
    return package if norms is None else {**package, "norms.csv": norms}


def changed(text: str, old: str, new: str) -> str:
    """The text with one thing otherwise; fails when the thing is not there."""
    assert old in text, old
    return text.replace(old, new, 1)


def line_of(text: str, needle: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), start=1) if needle in line)
