"""What the form of a paper list takes and refuses."""

from uuid import uuid4

import pytest

from koers.measurements.forms import PaperForm
from koers.psychometrics import Instrument, parse_package
from tests.factories.packages import shipped
from tests.factories.world import day


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    return parse_package(shipped("voorbeeld-10"))


def filled(instrument: Instrument, **changes: str) -> PaperForm:
    data = {"filled_on": day(1).isoformat(), "form_key": str(uuid4())}
    data |= {f"answer-k{n:02}": "4" for n in range(1, 11)}
    renamed = {key.replace("answer_", "answer-"): value for key, value in changes.items()}
    return PaperForm(data | renamed, instrument=instrument, earliest=day(100))


def test_a_full_list_gives_whole_numbers_by_item(instrument: Instrument) -> None:
    form = filled(instrument)
    assert form.is_valid(), form.errors
    assert form.answers == {f"k{n:02}": 4 for n in range(1, 11)}


def test_an_open_question_is_none(instrument: Instrument) -> None:
    form = filled(instrument, answer_k03="")
    assert form.is_valid()
    assert form.answers["k03"] is None


def test_an_answer_outside_the_options_is_refused_at_its_row(instrument: Instrument) -> None:
    form = filled(instrument, answer_k03="5")
    assert not form.is_valid()
    assert list(form.wrong) == ["k03"]
    assert "hoort niet bij de mogelijkheden" in form.wrong["k03"]
    assert form.chosen["k04"] == "4"


@pytest.mark.parametrize(("days_ago", "is_fine"), [(100, True), (101, False)])
def test_a_day_before_the_start_of_the_help_is_refused_with_that_day(
    instrument: Instrument, days_ago: int, is_fine: bool
) -> None:
    form = filled(instrument, filled_on=day(days_ago).isoformat())
    assert form.is_valid() is is_fine
    if not is_fine:
        (sentence,) = form.errors["filled_on"]
        assert "ligt voor de start van de hulp" in sentence
        assert str(day(100).year) in sentence


@pytest.mark.parametrize("day_text", ["", "gisteren", "2026-02-30"])
def test_a_day_that_is_none_is_refused(instrument: Instrument, day_text: str) -> None:
    assert list(filled(instrument, filled_on=day_text).errors) == ["filled_on"]


@pytest.mark.parametrize("key", ["", "no-key"])
def test_a_form_without_its_key_is_refused_and_comes_back_with_one(instrument: Instrument, key: str) -> None:
    form = filled(instrument, form_key=key)
    assert "niet volledig" in form.errors["form_key"][0]
    assert filled(instrument, form_key=form.key).is_valid()


def test_a_form_that_comes_back_keeps_its_key(instrument: Instrument) -> None:
    key = str(uuid4())
    assert filled(instrument, form_key=key, filled_on="").key == key


def test_each_opened_page_has_a_key_of_its_own_and_today(instrument: Instrument) -> None:
    forms = [PaperForm(instrument=instrument, earliest=day(100)) for _ in range(2)]
    keys = {str(form["form_key"].value()) for form in forms}
    assert len(keys) == 2
    assert forms[0]["filled_on"].value() == day(0)
