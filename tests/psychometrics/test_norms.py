"""Norms give the T of the child's own age group, or say that there is none; never the nearest."""

import numpy as np
import pytest

from koers.psychometrics import FormulaNorm, NormGroup, Norms, Reason, TableNorm, TValue, Unscorable

YOUNG, OLD = NormGroup("0-3", 0, 3), NormGroup("4-11", 4, 11)
TABLE = Norms({"total": (TableNorm(YOUNG, {4: 40, 5: 42.5, 7: 50}), TableNorm(OLD, {4: 41, 5: 44}))})
FORMULA = Norms({"total": (FormulaNorm(YOUNG, 8, 2.5), FormulaNorm(OLD, 9.5, 3))})


@pytest.mark.parametrize(("age", "group"), [(0, "0-3"), (3, "0-3"), (4, "4-11"), (11, "4-11")])
def test_both_ends_of_an_age_group_belong_to_it(age: int, group: str) -> None:
    found = TABLE.t_score("total", age, 5)
    assert isinstance(found, TValue)
    assert found.group == group
    norm_group = TABLE.group_of("total", age)
    assert norm_group is not None
    assert norm_group.label == group


@pytest.mark.parametrize("age", [-1, 12, 18])
def test_S5_an_age_outside_every_group_has_no_t(age: int) -> None:
    assert TABLE.t_score("total", age, 5) == Unscorable(Reason.NO_NORM_FOR_AGE)
    assert TABLE.group_of("total", age) is None


@pytest.mark.parametrize("raw", [3, 6, 8, 100])
def test_a_raw_that_stands_in_no_table_has_no_t_and_is_never_clamped(raw: int) -> None:
    assert TABLE.t_score("total", 2, raw) == Unscorable(Reason.NO_NORM_FOR_RAW)


def test_a_scale_without_norms_has_no_t() -> None:
    assert TABLE.t_score("part", 2, 5) == Unscorable(Reason.NO_NORMS)
    assert TABLE.groups_of("part") == ()


def test_a_prorated_raw_enters_a_table_rounded_half_up_and_a_formula_as_it_is() -> None:
    assert TABLE.t_score("total", 2, 4.5) == TValue(42.5, "0-3")
    assert TABLE.t_score("total", 2, 4.49) == TValue(40, "0-3")
    assert FORMULA.t_score("total", 2, 4.5) == TValue(36, "0-3")


def test_a_formula_has_no_ends() -> None:
    assert FORMULA.t_score("total", 5, 39.5) == TValue(150, "4-11")


def test_arrays_give_each_row_its_own_group() -> None:
    t_scores, places = FORMULA.t_scores(
        "total", np.array([2.0, 4.0, np.nan, 30.0]), np.array([8.0, 9.5, 8.0, 8.0])
    )
    assert t_scores[:2].tolist() == [50, 50]
    assert np.isnan(t_scores[2:]).all()
    assert places.tolist() == [0, 1, -1, -1]


def test_groups_lists_each_group_once() -> None:
    assert Norms({"a": (TableNorm(YOUNG, {1: 1}),), "b": (FormulaNorm(YOUNG, 1, 1),)}).groups == (YOUNG,)


def test_impossible_norms_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="sd of norm group '0-3' must be positive"):
        FormulaNorm(YOUNG, 8, 0)
    with pytest.raises(ValueError, match="is empty"):
        TableNorm(YOUNG, {})
    with pytest.raises(ValueError, match="must ascend from 0"):
        NormGroup("4-3", 4, 3)
    with pytest.raises(ValueError, match="overlap or do not ascend"):
        Norms({"total": (FormulaNorm(OLD, 1, 1), FormulaNorm(YOUNG, 1, 1))})
