"""An instrument whose parts do not fit each other cannot be made, also without a package."""

from dataclasses import replace

import pytest

from koers.psychometrics import ResponseOption, Scale, parse_package
from tests.psychometrics.small_package import small_package

SMALL = parse_package(small_package())
TITLE = {"nl": "Deel"}


def test_options_must_be_several_and_different() -> None:
    for options in (SMALL.options[:1], (SMALL.options[0], ResponseOption(1, TITLE))):
        with pytest.raises(ValueError, match="at least two options"):
            replace(SMALL, options=options)


def test_an_item_id_stands_once() -> None:
    with pytest.raises(ValueError, match="an item id is used twice"):
        replace(SMALL, items=(*SMALL.items, SMALL.items[0]))


def test_exactly_one_scale_is_primary() -> None:
    with pytest.raises(ValueError, match="exactly one scale must be primary"):
        replace(SMALL, scales=(Scale("part", TITLE, ("a1",)),))


def test_a_scale_knows_its_items() -> None:
    with pytest.raises(ValueError, match=r"scale 'other' names unknown items \['z1'\]"):
        replace(SMALL, scales=(*SMALL.scales, Scale("other", TITLE, ("a1", "z1"))))


def test_unknown_ids_are_key_errors() -> None:
    for look_up in (
        lambda: SMALL.scale("other"),
        lambda: SMALL.item("z1"),
        lambda: SMALL.option_label(9, "nl"),
    ):
        with pytest.raises(KeyError):
            look_up()
    assert SMALL.item("a2").reversed
