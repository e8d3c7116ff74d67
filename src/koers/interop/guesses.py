"""A first guess at how somebody's spreadsheet fits an import; a person looks at it before it is used."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from koers.interop.mapping import DATE_COLUMNS, DATE_FORMATS, PEOPLE, HistoryMap, Numbered, plain, read_day
from koers.interop.rows import T_SCORE
from koers.psychometrics import Instrument

Vocabulary = Mapping[str, Mapping[str, Sequence[str]]]
LOOKED_AT = 500  # rows
DEFAULT_DATES = "dd-mm-yyyy"  # what a Dutch file means where both readings are possible


@cache
def vocabulary() -> Vocabulary:
    words: Vocabulary = tomllib.loads(files("koers.interop").joinpath("words.toml").read_text("utf-8"))
    return words


def guess_map(columns: Sequence[str], numbered: Numbered, instrument: Instrument) -> HistoryMap:
    """columns that could not be guessed are left out; words that could not be guessed too."""
    found = _people(columns)
    found.update(_items(columns, found, instrument))
    if any(item in found for item in instrument.item_ids):
        found.pop(T_SCORE, None)
    sample = [row for _, row in numbered[:LOOKED_AT]]
    alone = {"mode": "paper", "child": "1"}  # most files are of one child and say nothing of the way
    constants = {column: value for column, value in alone.items() if column not in found}
    item_columns = [found[item] for item in instrument.item_ids if item in found]
    return HistoryMap(
        columns=found,
        constants=constants,
        date_format=_date_format(_values(sample, [found[one] for one in DATE_COLUMNS if one in found])),
        answers=_answers(_values(sample, item_columns), instrument),
        relations=_known_words(
            "relations", _values(sample, [found[one] for one in ("relation",) if one in found])
        ),
        modes=_known_words("modes", _values(sample, [found[one] for one in ("mode",) if one in found])),
    )


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def _people(columns: Sequence[str]) -> dict[str, str]:
    by_name = {_bare(column): column for column in reversed(columns)}
    found = {}
    for column in (*PEOPLE, T_SCORE):
        names = vocabulary()["columns"][column]
        if match := next((by_name[name] for name in names if name in by_name), None):
            found[column] = match
    if "parent" not in found and "relation" in found:
        found["parent"] = found["relation"]  # one mother and one father a family: the word is a code too
    if "relation" not in found and "parent" in found:
        found["relation"] = found["parent"]
    return found


def _items(columns: Sequence[str], taken: Mapping[str, str], instrument: Instrument) -> dict[str, str]:
    """By id, by text, or as many numbered columns as there are items."""
    free = [column for column in columns if column not in taken.values()]
    by_name = {_bare(column): column for column in reversed(free)}
    found = {item.id: by_name[_bare(item.id)] for item in instrument.items if _bare(item.id) in by_name}
    for item in instrument.items:
        texts = [_bare(words) for words in item.text.values()]
        match = next((by_name[words] for words in texts if words in by_name), None)
        if match is not None:
            found.setdefault(item.id, match)
    return found or _numbered_items(free, instrument)


def _numbered_items(free: Sequence[str], instrument: Instrument) -> dict[str, str]:
    series: dict[str, dict[int, str]] = {}
    for column in free:
        if match := re.fullmatch(r"(.*?)[\W_]*0*(\d{1,3})", column.strip()):
            series.setdefault(_bare(match[1]), {})[int(match[2])] = column
    wanted = range(1, len(instrument.items) + 1)
    fitting = [found for found in series.values() if set(found) == set(wanted)]
    if len(fitting) != 1:
        return {}
    return {item.id: fitting[0][place] for place, item in enumerate(instrument.items, start=1)}


def _values(sample: Sequence[Mapping[str, str]], columns: Sequence[str]) -> list[str]:
    found = {row.get(column, "").strip(): None for row in sample for column in columns}
    return [value for value in found if value]


def _date_format(values: Sequence[str]) -> str:
    """The first way of writing that reads every date; day before month where both do."""
    for one in DATE_FORMATS:
        if values and all(read_day(value, one) is not None for value in values):
            return one
    return DEFAULT_DATES


def unknown_answers(values: Sequence[str], instrument: Instrument) -> list[str]:
    """Answers of the file that are none of the list's values, in the order in which they turn up."""
    allowed = {str(option.value) for option in instrument.options}
    return [value for value in values if value.removesuffix(".0") not in allowed]


def _answers(values: Sequence[str], instrument: Instrument) -> dict[str, str]:
    by_label = {
        plain(words): str(option.value) for option in instrument.options for words in option.label.values()
    }
    return {
        plain(value): by_label[plain(value)]
        for value in unknown_answers(values, instrument)
        if plain(value) in by_label
    }


def _known_words(kind: str, values: Sequence[str]) -> dict[str, str]:
    known = {plain(word): value for value, words in vocabulary()[kind].items() for word in words}
    return {plain(value): known[plain(value)] for value in values if plain(value) in known}


def values_of(numbered: Numbered, columns: Sequence[str], most: int) -> list[str]:
    """Distinct values in these columns of all rows, at most `most`."""
    return _values([row for _, row in numbered], columns)[:most]
