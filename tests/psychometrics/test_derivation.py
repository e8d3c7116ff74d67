"""The start of a short form out of a completed long form."""

from dataclasses import replace

import pytest

from koers.psychometrics import (
    Derivation,
    Instrument,
    NotDerivable,
    ResponseOption,
    derivation_problems,
    derive,
    parse_package,
    score,
)
from tests.example_packages import example_instrument
from tests.psychometrics.small_package import small_package

SMALL = parse_package(small_package())
LONG_ANSWERS = {"b1": 4, "b2": 1, "b3": 1, "b5": 3, "b9": 2}


def test_T41_the_short_lists_answers_are_those_of_the_mapped_items() -> None:
    assert derive(SMALL, LONG_ANSWERS) == {"a1": 4, "a2": 1, "a3": 3, "a4": 2}


def test_T41_an_item_left_empty_in_the_long_list_stays_empty() -> None:
    derived = derive(SMALL, {**LONG_ANSWERS, "b5": None})
    assert derived["a3"] is None
    assert score(SMALL, derived, child_age=3)["total"].n_missing == 1


def test_T41_without_a_mapping_the_start_is_the_first_short_list() -> None:
    with pytest.raises(NotDerivable, match="own first measurement is the start"):
        derive(replace(SMALL, derivation=None), LONG_ANSWERS)


def test_T41_answers_without_a_mapped_item_are_refused() -> None:
    with pytest.raises(NotDerivable, match="item a4 is taken from b9, which these answers do not have"):
        derive(SMALL, {item: value for item, value in LONG_ANSWERS.items() if item != "b9"})


def test_the_shipped_lists_fit_each_other() -> None:
    assert derivation_problems(example_instrument("voorbeeld-10"), example_instrument("voorbeeld-34")) == []


def problems(short: Instrument, source: Instrument) -> list[str]:
    return [str(one) for one in derivation_problems(short, source)]


def test_a_mapping_that_does_not_fit_its_source_is_told() -> None:
    long, short = example_instrument("voorbeeld-34"), example_instrument("voorbeeld-10")
    assert problems(SMALL, long) == ["klein-4 is not derived from voorbeeld-34"]
    assert problems(long, short) == ["voorbeeld-34 is not derived from voorbeeld-10"]
    assert short.derivation is not None
    misplaced = Derivation("voorbeeld-34", {**short.derivation.items, "k01": "x99"})
    other = replace(
        short, derivation=misplaced, options=(*short.options, ResponseOption(5, short.options[0].label))
    )
    assert problems(other, long) == [
        "item k01 is taken from x99, which voorbeeld-34 1.0.0 does not have",
        "voorbeeld-10 and voorbeeld-34 have different answer values",
    ]
