"""What holds for any answers, and agreement with a second implementation in exact fractions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koers.psychometrics import Instrument, Score, TScore, parse_package, score, score_many
from tests.example_packages import example_instrument
from tests.psychometrics.naive_scorer import naive_score
from tests.psychometrics.small_package import FORMULA, small_package

LISTS = {
    "table": parse_package(small_package()),
    "formula": parse_package(small_package(FORMULA)),
    "voorbeeld-10": example_instrument("voorbeeld-10"),
    "voorbeeld-34": example_instrument("voorbeeld-34"),
}
EVERY_LIST = pytest.mark.parametrize("name", list(LISTS))
AGES = st.none() | st.integers(0, 25)
FEW = settings(max_examples=60, deadline=None)


def some_answers(instrument: Instrument, *, complete: bool) -> st.SearchStrategy[dict[str, int | None]]:
    """Mostly answered: with every item as likely empty as not, nothing would ever be scored."""
    values = st.sampled_from([option.value for option in instrument.options])
    full = st.tuples(*(values for _ in instrument.items)).map(
        lambda v: dict(zip(instrument.item_ids, v, strict=True))
    )
    if complete:
        return full.map(dict)
    empty = st.sets(st.sampled_from(instrument.item_ids), max_size=3)
    return st.tuples(full, empty).map(
        lambda pair: {k: None if k in pair[1] else v for k, v in pair[0].items()}
    )


@EVERY_LIST
@FEW
@given(data=st.data())
def test_scores_agree_with_a_naive_implementation_in_fractions(name: str, data: st.DataObject) -> None:
    instrument = LISTS[name]
    answers = data.draw(some_answers(instrument, complete=False))
    age = data.draw(AGES)
    expected = naive_score(instrument, answers, age)
    for scale, found in score(instrument, answers, child_age=age).items():
        raw, t, band = expected[scale]
        assert (raw is None) == (not isinstance(found, Score))
        if isinstance(found, Score):
            assert found.raw == pytest.approx(float(raw or 0), abs=1e-9)
            assert (t is None) == (not isinstance(found.t, TScore))
            if isinstance(found.t, TScore):
                assert found.t.value == pytest.approx(float(t or 0), abs=1e-9)
                assert str(found.t.band) == band


@EVERY_LIST
@FEW
@given(data=st.data())
def test_answering_from_the_other_end_mirrors_the_raw_score(name: str, data: st.DataObject) -> None:
    instrument = LISTS[name]
    both_ends = instrument.min_value + instrument.max_value
    answers = data.draw(some_answers(instrument, complete=True))
    mirrored = {item: both_ends - (value or 0) for item, value in answers.items()}
    ahead, back = (score(instrument, given_answers, child_age=None) for given_answers in (answers, mirrored))
    for scale in instrument.scales:
        one, other = ahead[scale.id], back[scale.id]
        assert isinstance(one, Score)
        assert isinstance(other, Score)
        assert one.raw + other.raw == both_ends * len(scale.items)


@EVERY_LIST
@FEW
@given(data=st.data())
def test_a_heavier_answer_never_gives_a_lower_score(name: str, data: st.DataObject) -> None:
    instrument = LISTS[name]
    answers = data.draw(some_answers(instrument, complete=True))
    item = data.draw(st.sampled_from(instrument.items))
    heavier = instrument.min_value if item.reversed else instrument.max_value
    before = score(instrument, answers, child_age=5)
    after = score(instrument, {**answers, item.id: heavier}, child_age=5)
    for scale in before:
        low, high = before[scale], after[scale]
        assert isinstance(low, Score)
        assert isinstance(high, Score)
        assert high.raw >= low.raw
        if isinstance(low.t, TScore):
            assert isinstance(high.t, TScore)
            assert high.t.value >= low.t.value


@EVERY_LIST
@FEW
@given(data=st.data())
def test_neither_order_nor_company_changes_a_score(name: str, data: st.DataObject) -> None:
    instrument = LISTS[name]
    lists = data.draw(st.lists(some_answers(instrument, complete=False), min_size=1, max_size=5))
    ages = data.draw(st.lists(AGES, min_size=len(lists), max_size=len(lists)))
    rows = np.array(
        [[np.nan if one[i] is None else one[i] for i in instrument.item_ids] for one in lists], float
    )
    batch = score_many(instrument, rows, np.array([np.nan if age is None else age for age in ages], float))
    for place, (answers, age) in enumerate(zip(lists, ages, strict=True)):
        shuffled = dict(data.draw(st.permutations(list(answers.items()))))
        alone = score(instrument, shuffled, child_age=age)
        assert {scale: arrays.at(place) for scale, arrays in batch.items()} == alone
