"""Lists filled in by hand and what they should give, worked out with pencil, the norm tables and no code.

The packages beside this file were written from the description of the format alone. An answer "-" is a
question that was left open. `told` is scale -> (raw, T, band); T None where there is none to give.
"""

from dataclasses import dataclass
from pathlib import Path

PACKAGES = Path(__file__).parent / "packages"
Told = dict[str, tuple[float | None, float | None, str]]


@dataclass(frozen=True)
class Filled:
    """age: whole years, None unknown."""

    name: str
    age: int | None
    answers: str
    told: Told

    def answer_of(self, items: list[str]) -> dict[str, str]:
        given = ["" if sign == "-" else sign for sign in self.answers.split()]
        return dict(zip(items, given, strict=True))


TABLE_ITEMS = ["a1", "a2", "a3", "a4", "a5", "a6", "a7"]
# Answers 0 to 3; a2, a4 and a7 are reversed: 3 - answer. all = seven items, rest = a2 + a5 + a7.
# all:  T = 30 + 2 raw (4-7 years), 32 + 2 raw (8-11), 36 for raw 0 and 1, then 34.5 + 1.5 raw (12-17).
# rest: T = 40 + 3 raw, 42 + 4 raw, 38 + 6 raw. Borders: all 60 and 64, rest 58 and 70.
TABLE = (
    # 2 + (3-1) + 2 + (3-1) + 2 + 2 + (3-1) = 14 -> 30 + 28; rest 2 + 2 + 2 = 6 -> 40 + 18, on its border
    Filled("last-year-of-4-7", 7, "2 1 2 1 2 2 1", {"all": (14, 58, "none"), "rest": (6, 58, "mild")}),
    # 3 + 2 + 2 + 2 + 2 + 2 + 2 = 15 -> 30 + 30, on the border
    Filled("first-year-of-4-7", 4, "3 1 2 1 2 2 1", {"all": (15, 60, "mild"), "rest": (6, 58, "mild")}),
    # the answers of the first, one group on: 32 + 28; 42 + 24
    Filled("first-year-of-8-11", 8, "2 1 2 1 2 2 1", {"all": (14, 60, "mild"), "rest": (6, 66, "mild")}),
    # 3 + (3-0) + 2 + 2 + 2 + 2 + 2 = 16 -> 32 + 32; rest 3 + 2 + 2 = 7 -> 42 + 28; both on the border
    Filled(
        "last-year-of-8-11", 11, "3 0 2 1 2 2 1", {"all": (16, 64, "serious"), "rest": (7, 70, "serious")}
    ),
    # the same answers, one group on: 34.5 + 24; 38 + 42
    Filled(
        "first-year-of-12-17", 12, "3 0 2 1 2 2 1", {"all": (16, 58.5, "none"), "rest": (7, 80, "serious")}
    ),
    # the most there is: 7 x 3 = 21 -> 34.5 + 31.5; 3 x 3 = 9 -> 38 + 54, above every axis
    Filled("highest", 17, "3 0 3 0 3 3 0", {"all": (21, 66, "serious"), "rest": (9, 92, "serious")}),
    Filled("lowest", 17, "0 3 0 3 0 0 3", {"all": (0, 36, "none"), "rest": (0, 38, "none")}),
    # one above the lowest: the equal neighbour
    Filled("equal-neighbour", 17, "1 3 0 3 0 0 3", {"all": (1, 36, "none"), "rest": (0, 38, "none")}),
    # a1 open: the others give 1 + 1 + 0 + 0 + 1 + 0 = 3; 3 / 6 x 7 = 3.5, half up 4 -> 30 + 8; rest 1 -> 43
    Filled("half-up-to-even", 7, "- 2 1 3 0 1 3", {"all": (3.5, 38, "none"), "rest": (1, 43, "none")}),
    # a5 open: 2 + 2 + 2 + 1 + 1 + 1 = 9; 9 / 6 x 7 = 10.5 -> 11 -> 32 + 22; rest 3 / 2 x 3 = 4.5 -> 5 -> 62
    Filled("half-up-to-odd", 9, "2 1 2 2 - 1 2", {"all": (10.5, 54, "none"), "rest": (4.5, 62, "mild")}),
    # a4 open: 1 + 1 + 1 + 0 + 1 + 0 = 4; 4 / 6 x 7 = 4.67 -> 5 -> 34.5 + 7.5; rest 1 + 0 + 0 = 1 -> 44
    Filled("rounds-up", 12, "1 2 1 - 0 1 3", {"all": (14 / 3, 42, "none"), "rest": (1, 44, "none")}),
    # a1 and a3 open: too many of all, none of rest: 3 + 3 + 3 = 9 -> 42 + 36
    Filled("two-open", 9, "- 0 - 0 3 3 0", {"all": (None, None, ""), "rest": (9, 78, "serious")}),
    # a2 and a5 open: too many of both
    Filled("two-open-in-both", 9, "2 - 2 1 - 2 1", {"all": (None, None, ""), "rest": (None, None, "")}),
    Filled("nothing-answered", 9, "- - - - - - -", {"all": (None, None, ""), "rest": (None, None, "")}),
    Filled("younger-than-norms", 3, "2 1 2 1 2 2 1", {"all": (14, None, ""), "rest": (6, None, "")}),
    Filled("older-than-norms", 18, "2 1 2 1 2 2 1", {"all": (14, None, ""), "rest": (6, None, "")}),
    Filled("age-unknown", None, "2 1 2 1 2 2 1", {"all": (14, None, ""), "rest": (6, None, "")}),
)

FORMULA_ITEMS = ["f1", "f2", "f3", "f4", "f5", "f6"]
# Answers 1 to 5; f2, f4 and f6 are reversed: 6 - answer. home = six items, order = f2 + f4 + f6.
# Mean and SD: home 14.2 and 4 (0-5 years), 15 and 3 (6-11), 16.5 and 2 (12-17); order 7 and 2.5, 8 and 2,
# 9 and 1.6. Borders 60 and 64 for both; at most two open.
FORMULA = (
    # 6 x 3 = 18 -> 50 + 10 x 3.8 / 4 = 59.5: shown as 60, and still below the border; 9 -> 50 + 20 / 2.5 = 58
    Filled("shown-60-but-not-mild", 5, "3 3 3 3 3 3", {"home": (18, 59.5, "none"), "order": (9, 58, "none")}),
    # 50 + 10 x 3 / 3 = 60; 50 + 10 x 1 / 2 = 55
    Filled("on-the-border", 6, "3 3 3 3 3 3", {"home": (18, 60, "mild"), "order": (9, 55, "none")}),
    # 4 + (6-2) + 3 + 3 + 3 + 3 = 20 -> 50 + 50 / 3; 4 + 3 + 3 = 10 -> 50 + 20 / 2
    Filled("never-rounded", 11, "4 2 3 3 3 3", {"home": (20, 200 / 3, "serious"), "order": (10, 60, "mild")}),
    # 50 + 15 / 2 = 57.5; 9 is the mean
    Filled("first-year-of-groot", 12, "3 3 3 3 3 3", {"home": (18, 57.5, "none"), "order": (9, 50, "none")}),
    # 6 x 5 = 30 -> 50 + 135 / 2 = 117.5; 15 -> 50 + 60 / 1.6 = 87.5: never cut off
    Filled("highest", 17, "5 1 5 1 5 1", {"home": (30, 117.5, "serious"), "order": (15, 87.5, "serious")}),
    # 6 -> 50 - 82 / 4 = 29.5; 3 -> 50 - 40 / 2.5 = 34
    Filled("lowest", 0, "1 5 1 5 1 5", {"home": (6, 29.5, "none"), "order": (3, 34, "none")}),
    # f1 and f3 open: (4 + 3 + 4 + 3) / 4 x 6 = 21 -> 50 + 60 / 3 = 70; 4 + 3 + 3 = 10 -> 60
    Filled("two-open", 8, "- 2 - 3 4 3", {"home": (21, 70, "serious"), "order": (10, 60, "mild")}),
    # f2 open: (3 + 3 + 3 + 3 + 2) / 5 x 6 = 16.8, kept so -> 50 + 18 / 3 = 56; (3 + 2) / 2 x 3 = 7.5 -> 47.5
    Filled("kept-unrounded", 8, "3 - 3 3 3 4", {"home": (16.8, 56, "none"), "order": (7.5, 47.5, "none")}),
    # f2 and f4 open: (4 + 4 + 4 + 3) / 4 x 6 = 22.5 -> 75; 3 / 1 x 3 = 9 -> 55
    Filled("one-of-three-left", 8, "4 - 4 - 4 3", {"home": (22.5, 75, "serious"), "order": (9, 55, "none")}),
    # f1, f3 and f5 open: too many of home; order 3 + 3 + 3 = 9 -> 55
    Filled("three-open", 8, "- 3 - 3 - 3", {"home": (None, None, ""), "order": (9, 55, "none")}),
    Filled("older-than-norms", 18, "3 3 3 3 3 3", {"home": (18, None, ""), "order": (9, None, "")}),
)

PLAIN_ITEMS = ["n1", "n2", "n3", "n4", "n5", "n6"]
# Answers 1 and 2; n2 and n5 are reversed: 3 - answer. No norms, and no question may be left open.
PLAIN = (
    # 2 + (3-1) + 1 + 2 + (3-2) + 1 = 9
    Filled("whole", 9, "2 1 1 2 2 1", {"weather": (9, None, "")}),
    Filled("one-open", 9, "2 1 1 2 2 -", {"weather": (None, None, "")}),
)

LISTS: dict[str, tuple[list[str], tuple[Filled, ...]]] = {
    "proef-tabel": (TABLE_ITEMS, TABLE),
    "proef-formule": (FORMULA_ITEMS, FORMULA),
    "proef-kaal": (PLAIN_ITEMS, PLAIN),
}
