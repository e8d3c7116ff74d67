"""A T-score on a border belongs to the band above it, and what people read is rounded last."""

import numpy as np
import pytest

from koers.psychometrics import BANDS, Band, BandBorder, BandBorders, Direction, shown_t

BORDERS = BandBorders(
    {
        "*": (BandBorder(60, Band.MILD), BandBorder(64, Band.SERIOUS)),
        "own": (BandBorder(55.5, Band.SERIOUS),),
    }
)


@pytest.mark.parametrize(
    ("t_score", "band"),
    [
        (-5, Band.NONE),
        (59.999, Band.NONE),
        (60, Band.MILD),
        (60.001, Band.MILD),
        (63.999, Band.MILD),
        (64, Band.SERIOUS),
        (140, Band.SERIOUS),
    ],
)
def test_a_border_is_the_first_t_of_its_band(t_score: float, band: Band) -> None:
    assert BORDERS.classify(t_score, "total") is band


def test_a_scale_with_borders_of_its_own_does_not_use_the_common_ones() -> None:
    assert BORDERS.classify(55.5, "own") is Band.SERIOUS
    assert BORDERS.classify(55.49, "own") is Band.NONE
    assert BORDERS.for_scale("own") == (BandBorder(55.5, Band.SERIOUS),)


def test_a_t_that_is_the_border_on_paper_is_not_lost_to_float_error() -> None:
    t_score = 50 + 10 * (19 - 16.94) / 2.06  # exactly 60 on paper
    assert t_score < 60
    assert BORDERS.classify(t_score, "total") is Band.MILD
    assert shown_t(t_score) == 60


def test_without_borders_every_t_is_in_band_none() -> None:
    assert BandBorders({}).classify(99, "total") is Band.NONE


def test_where_higher_is_better_the_lowest_scores_stay_in_the_worst_band() -> None:
    borders = (BandBorder(30, Band.SERIOUS), BandBorder(36, Band.MILD), BandBorder(40, Band.NONE))
    better = BandBorders({"*": borders}, Direction.HIGHER_IS_BETTER)
    found = [better.classify(t_score, "total") for t_score in (12, 30, 36, 39.9, 40, 70)]
    assert found == [Band.SERIOUS, Band.SERIOUS, Band.MILD, Band.MILD, Band.NONE, Band.NONE]


def test_an_absent_t_has_no_band() -> None:
    codes = BORDERS.classify_many(np.array([np.nan, 61.0]), "total")
    assert codes.tolist() == [-1, BANDS.index(Band.MILD)]
    with pytest.raises(ValueError, match="must be a number"):
        BORDERS.classify(float("nan"), "total")


def test_borders_must_ascend() -> None:
    with pytest.raises(ValueError, match="must ascend"):
        BandBorders({"*": (BandBorder(64, Band.SERIOUS), BandBorder(60, Band.MILD))})


@pytest.mark.parametrize(
    ("t_score", "shown"), [(59.49, 59), (59.5, 60), (58.5, 59), (60.0, 60), (-0.5, 0), (-1.6, -2)]
)
def test_a_shown_t_is_rounded_half_up(t_score: float, shown: int) -> None:
    assert shown_t(t_score) == shown
