"""Answers that are searched backwards through the norms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koers.demo.answers import Asked, Respondent, nearest_raw, with_sum
from koers.psychometrics import Instrument, Score, TScore, derive, parse_package, score
from tests.factories.packages import shipped

LONG, SHORT = parse_package(shipped("voorbeeld-34")), parse_package(shipped("voorbeeld-10"))


def respondent(seed: int = 1) -> Respondent:
    return Respondent(LONG, SHORT, np.random.default_rng(seed))


def t_of(instrument: Instrument, answers: dict[str, int | None], age: int) -> float:
    result = score(instrument, answers, child_age=age)["total"]
    assert isinstance(result, Score)
    assert isinstance(result.t, TScore)
    return result.t.value


@given(
    wish=st.lists(st.floats(0, 5), min_size=1, max_size=12),
    share=st.floats(0, 1),
)
def test_whole_numbers_inside_the_bounds_add_up_to_the_total(wish: list[float], share: float) -> None:
    total = round(len(wish) + share * 3 * len(wish))
    values = with_sum(np.array(wish), total, (1, 4))
    assert values.sum() == total
    assert values.min() >= 1
    assert values.max() <= 4


def test_a_total_that_no_answers_can_give_is_refused() -> None:
    with pytest.raises(ValueError, match="10 answers of 1 to 4 cannot add up to 41"):
        with_sum(np.ones(10), 41, (1, 4))


@pytest.mark.parametrize("age", [0, 3, 4, 11, 12, 18])
@pytest.mark.parametrize("t", [35.0, 50.0, 64.0, 73.0, 81.0])
def test_the_answers_give_the_t_score_that_lies_closest(age: int, t: float) -> None:
    answers = respondent().answer_short(Asked(t, age))
    assert t_of(SHORT, answers, age) == pytest.approx(t, abs=1.01)


def test_the_short_list_inside_the_long_one_gives_the_intended_start() -> None:
    answers = respondent().answer_long(Asked(74.0, 8))
    assert set(answers) == set(LONG.item_ids)
    assert t_of(SHORT, derive(SHORT, answers), 8) == pytest.approx(74, abs=1.01)


def test_the_long_list_stands_at_about_the_same_height() -> None:
    assert t_of(LONG, respondent().answer_long(Asked(66.0, 8)), 8) == pytest.approx(66, abs=5)


def test_the_same_seed_gives_the_same_answers_and_another_seed_others() -> None:
    asked = Asked(61.0, 8)
    assert respondent(5).answer_short(asked) == respondent(5).answer_short(asked)
    assert respondent(5).answer_short(asked) != respondent(6).answer_short(asked)


def test_questions_can_be_left_open() -> None:
    answers = respondent().answer_short(Asked(61.0, 8, n_open=3))
    assert sum(value is None for value in answers.values()) == 3


def test_of_two_equally_close_raw_scores_the_lower_is_taken() -> None:
    # Ages 4-11: raw 21 has T 54 and raw 22 has T 56.
    assert nearest_raw(SHORT, Asked(55.0, 8)) == 21
