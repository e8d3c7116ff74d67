"""Scores worked out by hand, and a reason wherever there is none."""

from collections.abc import Mapping

import numpy as np
import pytest

from koers.psychometrics import (
    AnswerError,
    Band,
    Instrument,
    Reason,
    Score,
    TScore,
    Unscorable,
    parse_package,
    score,
    score_many,
)
from tests.example_packages import package_files
from tests.psychometrics.small_package import FORMULA, INSTRUMENT, changed, small_package

TABLE_LIST = parse_package(small_package())
FORMULA_LIST = parse_package(small_package(FORMULA))
RAW_ONLY = parse_package(small_package(None))


def total(instrument: Instrument, answers: Mapping[str, int | None], age: int | None) -> Score | Unscorable:
    return score(instrument, answers, child_age=age)["total"]


def answers(*values: int | None) -> dict[str, int | None]:
    return dict(zip(("a1", "a2", "a3", "a4"), values, strict=True))


def test_a_reversed_item_counts_from_the_other_end() -> None:
    # 4 + (5 − 1) + 3 + 2 = 13; table 0-3: 44 + 2 × 9 = 62
    assert total(TABLE_LIST, answers(4, 1, 3, 2), 3) == Score("total", 13, 0, TScore(62, Band.MILD, "0-3"))


def test_S6_the_norm_group_is_that_of_the_childs_age_on_the_day_of_filling_in() -> None:
    assert total(TABLE_LIST, answers(4, 1, 3, 2), 4) == Score("total", 13, 0, TScore(59, Band.NONE, "4-11"))


def test_S4_a_prorated_raw_is_kept_unrounded_and_enters_the_table_rounded_half_up() -> None:
    # (4 + 4 + 2) / 3 × 4 = 13.33 -> 13 -> 62
    found = total(TABLE_LIST, answers(4, 1, None, 2), 2)
    assert isinstance(found, Score)
    assert found.raw == pytest.approx(40 / 3, abs=1e-12)
    assert (found.n_missing, found.t) == (1, TScore(62, Band.MILD, "0-3"))


def test_S4_a_prorated_raw_enters_a_formula_unrounded() -> None:
    found = total(FORMULA_LIST, answers(4, 1, None, 2), 2)
    assert isinstance(found, Score)
    assert isinstance(found.t, TScore)
    assert found.t.value == pytest.approx(50 + 10 * (40 / 3 - 8) / 2.5, abs=1e-9)


def test_S4_more_empty_items_than_the_rule_allows_give_no_score() -> None:
    assert total(TABLE_LIST, answers(4, None, None, 2), 2) == Unscorable(Reason.TOO_MANY_MISSING, 2)


def test_S4_without_a_rule_for_missing_answers_one_empty_item_gives_no_score() -> None:
    strict = parse_package(small_package(instrument=changed(INSTRUMENT, '"prorate"', '"none"')))
    assert total(strict, answers(4, 1, None, 2), 2) == Unscorable(Reason.TOO_MANY_MISSING, 1)
    assert isinstance(total(strict, answers(4, 1, 1, 2), 2), Score)


def test_an_item_that_is_not_among_the_answers_is_not_answered() -> None:
    assert total(TABLE_LIST, {}, 2) == Unscorable(Reason.TOO_MANY_MISSING, 4)


@pytest.mark.parametrize(
    ("instrument", "age", "reason"),
    [
        (TABLE_LIST, 12, Reason.NO_NORM_FOR_AGE),
        (TABLE_LIST, None, Reason.AGE_UNKNOWN),
        (FORMULA_LIST, 40, Reason.NO_NORM_FOR_AGE),
        (RAW_ONLY, 3, Reason.NO_NORMS),
        (RAW_ONLY, None, Reason.NO_NORMS),
    ],
)
def test_S5_without_a_norm_there_is_a_raw_score_and_the_reason(
    instrument: Instrument, age: int | None, reason: Reason
) -> None:
    assert total(instrument, answers(4, 1, 3, 2), age) == Score("total", 13, 0, Unscorable(reason))


def test_a_scale_that_the_norms_leave_out_has_raw_scores_only() -> None:
    found = score(TABLE_LIST, answers(4, 1, 3, 2), child_age=3)
    assert list(found) == ["part", "total"]
    assert found["part"] == Score("part", 8, 0, Unscorable(Reason.NO_NORMS))


def test_a_table_without_the_raw_gives_no_t() -> None:
    # made without the parser, which refuses such a table
    broken = small_package().copy()
    instrument = parse_package(broken)
    assert instrument.norms is not None
    object.__setattr__(instrument.norms.by_scale["total"][0], "_dense", np.array([50.0]))
    found = total(instrument, answers(4, 1, 3, 2), 2)
    assert found == Score("total", 13, 0, Unscorable(Reason.NO_NORM_FOR_RAW))


def test_an_answer_outside_the_options_is_refused_with_item_and_row() -> None:
    with pytest.raises(AnswerError, match="5 is no answer to a3: expected one of 1, 2, 3, 4"):
        score(TABLE_LIST, answers(1, 1, 5, 1), child_age=3)
    with pytest.raises(AnswerError) as error:
        score_many(TABLE_LIST, np.array([[1, 1, 1, 1], [1, 2.5, 1, 1.0]]), np.array([1.0, 1.0]))
    assert (error.value.row, error.value.item) == (1, "a2")


def test_an_unknown_item_is_refused() -> None:
    with pytest.raises(AnswerError, match="klein-4 has no item 'a9'"):
        score(TABLE_LIST, {"a9": 1}, child_age=3)


def test_arrays_of_another_shape_or_broken_ages_are_refused() -> None:
    with pytest.raises(ValueError, match=r"shape \(2, 4\)"):
        score_many(TABLE_LIST, np.ones((2, 3)), np.ones(2))
    with pytest.raises(ValueError, match="whole years"):
        score_many(TABLE_LIST, np.ones((1, 4)), np.array([3.5]))


def test_no_questionnaires_give_no_scores() -> None:
    assert score_many(TABLE_LIST, np.empty((0, 4)), np.empty(0))["total"].t.shape == (0,)


def test_a_float_error_at_a_border_does_not_change_the_band() -> None:
    norms = "scale,group,age_from,age_to,mean,sd\ntotal,all,0,18,16.94,2.06\n"
    toml = package_files("voorbeeld-10")["instrument.toml"]
    instrument = parse_package({"instrument.toml": toml, "norms.csv": norms})
    ten = dict.fromkeys(instrument.item_ids, 3) | {"k01": 4}  # all reversed: 9 × 2 + 1 = 19
    found = total(instrument, ten, 3)  # 50 + 10 × 2.06 / 2.06 is 60 on paper
    assert isinstance(found, Score)
    assert isinstance(found.t, TScore)
    assert (found.raw, found.t.value < 60, found.t.band) == (19, True, Band.MILD)
