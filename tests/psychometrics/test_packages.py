"""A package is read whole or refused with everything that is wrong, by file and line."""

import pytest

from koers.psychometrics import (
    Band,
    BandBorder,
    Direction,
    MissingKind,
    PackageError,
    PackageErrors,
    content_hash,
    parse_package,
    text,
)
from koers.psychometrics.package_faults import FILE_MISSING, NO_ROWS
from tests.psychometrics.small_package import INSTRUMENT, TABLE, changed, line_of, small_package


def errors_of(package: dict[str, str | bytes] | dict[str, str]) -> list[str]:
    with pytest.raises(PackageErrors) as refused:
        parse_package(package)
    return [str(error) for error in refused.value.errors]


def toml_errors(old: str, new: str) -> list[str]:
    return errors_of(small_package(instrument=changed(INSTRUMENT, old, new)))


def test_a_package_becomes_an_instrument() -> None:
    found = parse_package(small_package(**{"LICENCE.txt": "Ours."}))
    assert (found.id, found.version, found.fictitious, found.languages) == ("klein-4", "1.0.0", True, ("nl",))
    assert (found.respondent, found.about, found.direction) == ("parent", "child", Direction.HIGHER_IS_WORSE)
    assert [(item.id, item.reversed) for item in found.items if item.reversed] == [("a2", True)]
    assert (found.primary_scale.id, found.scale("part").items) == ("total", ("a1", "a2"))
    assert (found.missing.kind, found.missing.max_missing) == (MissingKind.PRORATE, 1)
    assert found.borders.for_scale("total") == (BandBorder(60, Band.MILD), BandBorder(64, Band.SERIOUS))
    assert (found.sem, found.licence, found.min_value, found.max_value) == (4.5, "Ours.", 1, 4)
    assert found.derivation is not None
    assert (found.derivation.source, found.derivation.items["a4"]) == ("groot-9", "b9")


def test_texts_fall_back_to_the_first_language_of_the_instrument() -> None:
    source = changed(
        INSTRUMENT, '{ nl = "Kleine lijst", en = "Small list" }', '{ en = "Small list", nl = "Kleine" }'
    )
    found = parse_package(small_package(instrument=source))
    assert text(found.title, "en") == "Small list"
    assert text(found.title, "fr") == "Kleine"
    assert found.option_label(4, "en") == "altijd"


def test_reliability_gives_the_sem() -> None:
    source = changed(INSTRUMENT, "sem = 4.5", "reliability = 0.77")
    assert parse_package(small_package(instrument=source)).sem == pytest.approx(4.7958, abs=1e-4)


def test_error_derivation_and_bands_may_be_absent_from_raw_scores_only() -> None:
    source = INSTRUMENT.partition("[[bands]]")[0]
    found = parse_package(small_package(None, instrument=source))
    assert (found.sem, found.norms, found.derivation, found.licence) == (None, None, None, "")


def test_bytes_with_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    package = {
        name: b"\xef\xbb\xbf" + content.replace("\n", "\r\n").encode()
        for name, content in small_package().items()
    }
    assert parse_package(package) == parse_package(small_package())


def test_everything_wrong_is_told_at_once_in_order_of_file_and_line() -> None:
    source = changed(changed(INSTRUMENT, 'version = "1.0.0"\n', ""), '    "a3",', '    "x3",')
    found = errors_of(
        small_package(changed(TABLE, "total,0-3,0,3,9,54", "total,0-3,0,3,9,5x"), instrument=source)
    )
    assert found == [
        "instrument.toml, line 2: [instrument]: version is missing: "
        'expected a version without spaces, as "1.0.0"',
        f"instrument.toml, line {line_of(source, 'x3')}: [[scales]] total: "
        "item 'x3' is unknown: expected an id of [[items]]",
        "norms.csv, line 7: t is '5x': expected a number with a decimal point",
    ]


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        ("format = 1", "format = 2", "format = 2", "format is 2: this version of Koers reads format = 1"),
        (
            'id = "klein-4"',
            'id = "Klein 4"',
            "Klein 4",
            'id is "Klein 4": expected small letters, digits and',
        ),
        (
            "fictitious = true",
            'fictitious = "yes"',
            "fictitious",
            'fictitious is "yes": expected true or false',
        ),
        ("fictitious = true", "fictitious = 3", "fictitious", "fictitious is 3: expected true or false"),
        ("fictitious = true\n", "", "[instrument]", "fictitious is missing: expected true or false"),
        ('language = ["nl"]', 'language = ["Dutch"]', "language", "language 'Dutch': expected a code"),
        ('language = ["nl"]', "language = []", "language", "language is []: expected a list of texts"),
        (
            'language = ["nl"]',
            'language = ["nl", "en"]',
            'label = { nl = "nooit"',
            "label has no text in 'en'",
        ),
        (
            '{ nl = "eerste" }',
            '"eerste"',
            "eerste",
            '[[items]] a1: text is "eerste": expected texts by language',
        ),
        ('{ nl = "eerste" }', '{ nl = " " }', '" "', '[[items]] a1: text is { nl = " " }: expected texts by'),
        (
            "higher_is_worse",
            "up",
            '"up"',
            'direction is "up": expected one of higher_is_worse, higher_is_better',
        ),
        (
            'source = "Made for a test."',
            'source = ""',
            'source = ""',
            'source is "": expected a text between',
        ),
        ("value = 2", "value = 1", None, "[[options]] 1: value 1 is used before: expected each value once"),
        ("value = 2", "value = true", "value = true", "value is true: expected a whole number"),
        ("value = 2", "value = 9", "[[options]]", "option values are [1, 9, 3, 4]: expected them in order"),
        ('id = "a3"', 'id = "a1"', None, "[[items]] a1: id 'a1' is used before: expected each id once"),
        ('id = "a3"', 'id = "a;3"', "a;3", 'id is "a;3": expected letters, digits, and _ . -'),
        (
            'id = "a3"',
            'id = "date"',
            '"date"',
            "id 'date' is the name of a column of scores: expected another",
        ),
        (
            "reversed = true",
            "reverse = true",
            "reverse =",
            "reverse is unknown here: expected one of id, text,",
        ),
        (
            '["a1", "a2"]',
            '["a1", "a1"]',
            '["a1"',
            "[[scales]] part: item 'a1' stands here twice: expected once",
        ),
        ('id = "part"', 'id = "total"', None, "[[scales]] total: id 'total' is used before"),
        (
            "primary = true",
            "primary = false",
            "[[scales]]",
            "0 scales have primary = true: expected exactly one",
        ),
        (
            "max_missing = 1",
            "max_missing = 2",
            "max_missing",
            "expected 0 or more, and fewer than the 2 items",
        ),
        ("max_missing = 1\n", "", "[missing]", "max_missing is missing: expected a whole number"),
        ('rule = "prorate"', 'rule = "mean"', "mean", 'rule is "mean": expected one of prorate, none'),
        ("[missing]", "[gaps]", "[gaps]", "gaps is unknown here: expected one of format, instrument,"),
        (
            "from_t = 64",
            "from_t = 60",
            None,
            "[[bands]] 2: serious from T 60 follows mild from T 60: expected",
        ),
        (
            'name = "mild"',
            'name = "serious"',
            None,
            "serious from T 64 follows serious from T 60: expected asc",
        ),
        ("from_t = 64", 'from_t = "64"', 'from_t = "64"', 'from_t is "64": expected a number'),
        ("from_t = 64\n", "", None, "[[bands]] 2: from_t is missing: expected a number"),
        (
            'scale = "*"',
            'scale = "all"',
            '"all"',
            "scale 'all' is unknown: expected \"*\" or an id of [[scales]]",
        ),
        ("sem = 4.5", "sem = 0", "sem = 0", "sem is 0: expected a number of T points above 0"),
        ("sem = 4.5", "reliability = 1.0", "reliability", "reliability is 1.0: expected from 0 to below 1"),
        ("sem = 4.5", "sem = 4.5\nreliability = 0.8", "[error]", "expected either sem or reliability"),
        (
            'from = "groot-9"',
            'from = "klein-4"',
            'from = "klein-4"',
            "from is 'klein-4', this instrument itself",
        ),
        ('a4 = "b9" }', 'a5 = "b9" }', 'a5 = "b9"', "item 'a5' is unknown: expected an id of [[items]]"),
        (', a4 = "b9" }', " }", "items = { a1", "no item is mapped to a4: expected every item"),
        ('a4 = "b9" }', 'a4 = "b5" }', "items = { a1", "'b5' is taken twice: expected once"),
        ("[error]", "error = 3\n[errors]", None, "errors is unknown here"),
    ],
)
def test_a_fault_in_the_instrument_names_its_line(old: str, new: str, at: str | None, message: str) -> None:
    found = toml_errors(old, new)
    matching = [error for error in found if message in error]
    assert matching, found
    if at is not None:
        line = line_of(changed(INSTRUMENT, old, new), at)
        assert matching[0].startswith(f"instrument.toml, line {line}: ")


def test_a_second_fault_of_an_id_stands_at_its_second_use() -> None:
    found = toml_errors('id = "a3"', 'id = "a1"')
    assert (
        f"instrument.toml, line {line_of(INSTRUMENT, 'derde') - 1}: [[items]] a1: id 'a1' is used before"
        in found[0]
    )


def test_an_id_that_is_no_text_is_told_once() -> None:
    found = toml_errors('id = "part"', "id = [1]")
    assert found == [
        f"instrument.toml, line {line_of(INSTRUMENT, 'part')}: [[scales]] [1]: "
        "id is [1]: expected letters, digits, and _ . -"
    ]


def test_an_unknown_item_that_is_written_with_an_escape_stands_at_its_list() -> None:
    found = toml_errors('    "a3",', '    "\\u00e9",')
    line = line_of(INSTRUMENT, '    "a1",') - 1
    assert f"line {line}: [[scales]] total: item 'é' is unknown" in found[0]


def test_one_option_is_too_few() -> None:
    head, _, rest = INSTRUMENT.partition("[[options]]\nvalue = 2")
    found = errors_of(small_package(None, instrument=head + "[[items]]" + rest.partition("[[items]]")[2]))
    assert found == [
        f"instrument.toml, line {line_of(head, '[[options]]')}: "
        "there is one [[options]]: expected at least two"
    ]


def test_items_may_not_be_absent() -> None:
    found = errors_of(small_package(None, instrument='format = 1\nitems = "none"\n'))
    assert "instrument.toml: instrument is missing: expected a table" in found
    assert 'instrument.toml, line 2: items is "none": expected one or more tables in double brackets' in found


def test_bands_of_a_list_where_higher_is_better_must_grow_better() -> None:
    found = toml_errors("higher_is_worse", "higher_is_better")
    assert "expected ascending borders with bands that grow better" in found[0]


def test_a_border_that_is_no_number_is_told_once() -> None:
    (told,) = toml_errors("from_t = 64", 'from_t = ""')
    assert told.endswith('from_t is "": expected a number')


def test_with_norms_there_must_be_borders() -> None:
    found = errors_of(small_package(instrument=INSTRUMENT.partition("[[bands]]")[0]))
    assert found == ["norms.csv: has norms for scale 'total', for which instrument.toml has no [[bands]]"]


def test_broken_toml_names_its_line() -> None:
    assert toml_errors('version = "1.0.0"', "version = ")[0].startswith("instrument.toml, line 4: not TOML: ")
    assert errors_of({"instrument.toml": 'format = 1\nx = "'})[0].startswith(
        "instrument.toml, line 2: not TOML: "
    )


def test_long_values_are_shortened_in_errors() -> None:
    found = toml_errors('id = "klein-4"', f'id = "{"X" * 200}"')
    assert "…: expected small letters" in found[0]
    assert len(found[0]) < 160


def test_a_missing_or_unknown_file_is_told() -> None:
    assert errors_of({"norms.csv": TABLE}) == ["instrument.toml: is missing from the package"]
    found = errors_of(small_package(**{"notes.txt": "x"}))
    assert found == [
        "notes.txt: is not part of a package: expected instrument.toml, norms.csv, expected.csv, LICENCE.txt"
    ]


def test_a_file_that_is_not_utf8_names_the_line() -> None:
    package: dict[str, str | bytes] = {**small_package()}
    package["instrument.toml"] = changed(INSTRUMENT, "eerste", "eén").encode("latin-1")
    package["norms.csv"] = b"\xff\xfe"
    assert errors_of(package) == [
        f"instrument.toml, line {line_of(INSTRUMENT, 'eerste')}: "
        "byte 0xe9 is not UTF-8: save the file as UTF-8",
        "norms.csv, line 1: byte 0xff is not UTF-8: save the file as UTF-8",
    ]


def test_the_hash_is_the_same_for_the_same_content_only() -> None:
    package = small_package()
    as_bytes = {name: content.replace("\n", "\r\n").encode() for name, content in reversed(package.items())}
    assert content_hash(package) == content_hash(as_bytes)
    assert content_hash(package) != content_hash(small_package(changed(TABLE, "54", "55")))
    assert content_hash({"ab": "c"}) != content_hash({"a": "bc"})


def test_errors_read_as_one_text() -> None:
    errors = PackageErrors([PackageError("a", 3, NO_ROWS()), PackageError("c", None, FILE_MISSING())])
    assert str(errors) == "a, line 3: has no rows below its first line; c: is missing from the package"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("x = " + "[" * 5000, "not TOML: "),
        ("format = " + "9" * 5000, "not TOML: "),
        (changed(INSTRUMENT, "from_t = 64", "from_t = 1" + "0" * 400), "expected a number"),
        (
            changed(INSTRUMENT, "value = 4", "value = 1000000"),
            "expected at most 20 options, with values from -100",
        ),
        (
            INSTRUMENT.replace('[[scales]]\nid = "part"', "[[items]]\n" * 500 + '[[scales]]\nid = "part"'),
            "there are 504 items: expected at most 500",
        ),
    ],
    ids=["deep", "long", "large", "value", "many"],
)
def test_a_package_made_to_harm_is_refused_as_any_other(source: str, message: str) -> None:
    assert [error for error in errors_of(small_package(None, instrument=source)) if message in error]
