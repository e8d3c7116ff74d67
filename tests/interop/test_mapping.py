"""Other columns, dates and words of somebody's own spreadsheet, as a map says them."""

from contextlib import suppress
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from koers.interop.guesses import guess_map
from koers.interop.mapping import DATE_FORMATS, HistoryMap, MapRefused, apply_map, parse_map, read_day
from tests.example_packages import example_instrument

SHORT = example_instrument("voorbeeld-10")
ITEMS = list(SHORT.item_ids)
MAP = """\
empty = ["n.v.t.", "9"]
[columns]
family = "Gezinsnr"
parent = "Wie"
relation = "Wie"
date = "Datum"
k01 = "Vraag 1"
[constants]
mode = "interview"
child = "1"
[dates]
format = "dd-mm-yyyy"
[answers]
"Klopt niet" = 1
[relations]
moeder = "mother"
"""


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def mapped(chosen: HistoryMap, *rows: dict[str, str]):
    return apply_map(chosen, list(rows[0]), list(enumerate(rows, start=2)))


def test_a_map_says_columns_constants_dates_and_words() -> None:
    row = {"Datum": "03-02-2026", "Gezinsnr": "9", "Wie": "Moeder", "Vraag 1": "klopt  NIET"}
    row["worker"] = "noor"
    found = mapped(parse_map(MAP, SHORT), row)
    assert found.problems == []
    assert found.numbered[0][1] == {
        "mode": "interview",
        "child": "1",
        "worker": "noor",
        "family": "9",
        "parent": "moeder",
        "relation": "mother",
        "date": "2026-02-03",
        "k01": "1",
    }


def test_a_word_for_no_answer_empties_answers_and_nothing_else() -> None:
    row = {"Datum": "", "Gezinsnr": "9", "Wie": "N.v.t.", "Vraag 1": "N.v.t."}
    cells = mapped(parse_map(MAP, SHORT), row).numbered[0][1]
    assert (cells["k01"], cells["family"], cells["parent"]) == ("", "9", "n.v.t.")


def test_a_date_in_another_way_is_a_sentence_with_the_row() -> None:
    row = {"Datum": "31-02-2026", "Gezinsnr": "1", "Wie": "Moeder", "Vraag 1": "1"}
    (problem,) = mapped(parse_map(MAP, SHORT), row).problems
    assert str(problem) == "row 2, column date: “31-02-2026” is not a date written as dd-mm-yyyy"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("31-01-2026", "dd-mm-yyyy"),
        ("31/1/2026", "dd/mm/yyyy"),
        ("31.01.2026", "dd.mm.yyyy"),
        ("1/31/2026", "mm/dd/yyyy"),
        ("20260131", "yyyymmdd"),
        ("2026-01-31", "dd-mm-yyyy"),
        ("2026-01-31 00:00:00", "dd/mm/yyyy"),
        ("31-01-2026 14:05", "dd-mm-yyyy"),
    ],
)
def test_a_day_is_read_as_it_is_written(value: str, written: str) -> None:
    assert read_day(value, written) == date(2026, 1, 31)


@pytest.mark.parametrize("value", ["31-01-26", "01-31-2026", "32-01-2026", "vandaag", "", "٣١-٠١-٢٠٢٦x"])
def test_what_could_be_another_day_is_refused(value: str) -> None:
    assert read_day(value, "dd-mm-yyyy") is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[columns]\nfamilie = 'x'", "line 2: [columns]: familie is unknown here"),
        ("[columns]\nfamily = 3", "line 2: [columns]: family is 3: expected a text"),
        ("[dates]\nformat = 'dd-mm-yy'", 'line 2: [dates]: format is "dd-mm-yy": expected one of'),
        ("[answers]\nja = true", "line 2: [answers]: ja is true: expected a text or a whole number"),
        ("empty = 'x'", 'line 1: empty is "x": expected a list of texts'),
        ("[columns]\ndate='a'\n[constants]\ndate='b'", "line 3: date stands in columns too"),
        ("[columns", "not TOML"),
        ("[[columns]]", "columns is"),
        ("other = 1", "line 1: other is unknown here"),
    ],
)
def test_a_fault_in_the_map_is_named_with_its_line(text: str, sentence: str) -> None:
    with pytest.raises(MapRefused) as refused:
        parse_map(text, SHORT)
    assert any(sentence in one for one in refused.value.sentences), refused.value.sentences


def test_a_column_that_the_file_lacks_is_named() -> None:
    with pytest.raises(MapRefused) as refused:
        mapped(parse_map(MAP, SHORT), {"Datum": "", "Wie": ""})
    assert refused.value.sentences[0] == "the file has no column “Gezinsnr”; it has: Datum, Wie"


def test_columns_dates_and_answers_are_guessed() -> None:
    labels = [option.label["nl"] for option in SHORT.options]
    row = {"Datum afname": "25-02-2026", "Geboortedatum kind": "01-05-2019", "Cliëntnr": "F1"}
    row["Relatie"] = "Moeder"
    row |= {f"Vraag {place}": labels[place % 4] for place in range(1, 11)}
    guess = guess_map(list(row), [(2, {**row, "Datum afname": "03-02-2026"}), (3, row)], SHORT)
    assert guess.columns["k10"] == "Vraag 10"
    assert guess.columns["parent"] == guess.columns["relation"] == "Relatie"
    assert guess.columns["date"] == "Datum afname"
    assert guess.date_format == "dd-mm-yyyy"
    assert sorted(guess.answers.values()) == ["1", "2", "3", "4"]
    assert guess.relations == {"moeder": "mother"}


def test_american_dates_are_seen_where_a_day_above_twelve_shows_them() -> None:
    row = {"date": "12/31/2025", "child_birth_date": "01/05/2019"}
    assert guess_map(list(row), [(2, row)], SHORT).date_format == "mm/dd/yyyy"


def test_numbered_columns_of_another_length_are_no_items() -> None:
    row = {f"Vraag {place}": "1" for place in range(1, 12)}
    assert not set(guess_map(list(row), [(2, row)], SHORT).columns) & set(ITEMS)


@given(st.text(max_size=200))
def test_T_FUZZ_4_no_text_breaks_the_map_parser(text: str) -> None:
    with suppress(MapRefused):
        parse_map(text, SHORT)


@given(st.text(max_size=30), st.sampled_from(DATE_FORMATS))
def test_T_FUZZ_4_no_text_breaks_the_date_parser(text: str, written: str) -> None:
    assert read_day(text, written) is None or text.strip()


@given(
    st.lists(st.text(max_size=12), min_size=1, max_size=6, unique=True),
    st.lists(st.text(max_size=12), max_size=6),
)
def test_T_FUZZ_4_no_table_breaks_the_guesses(columns: list[str], cells: list[str]) -> None:
    row = dict(zip(columns, [*cells, *[""] * len(columns)], strict=False))
    guess = guess_map(columns, [(2, row)], SHORT)
    assert set(guess.columns.values()) <= set(columns)
    apply_map(guess, columns, [(2, row)])
