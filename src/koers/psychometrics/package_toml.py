"""instrument.toml -> Instrument without its norms."""

import re
import tomllib
from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from koers.psychometrics import package_faults as faults
from koers.psychometrics.bands import BANDS, Band, BandBorder, BandBorders, Direction
from koers.psychometrics.change import sem_from_reliability
from koers.psychometrics.faults import Fault, Foreign
from koers.psychometrics.findings import Findings
from koers.psychometrics.instruments import (
    Derivation,
    Instrument,
    Item,
    MissingKind,
    MissingRule,
    ResponseOption,
    Scale,
    Text,
)
from koers.psychometrics.toml_tables import (
    FLAG,
    LIST,
    NUMBER,
    PAIRS,
    TEXT,
    TEXTS,
    WHOLE,
    Kind,
    TomlLines,
    TomlTable,
    id_text,
)

Choice = TypeVar("Choice", bound=StrEnum)

FORMAT = 1
# Our choice, far above any questionnaire, so that checking a package from outside ends soon.
MOST_ITEMS, MOST_OPTIONS, LARGEST_VALUE = 500, 20, 100
HEAD_KEYS = ("id", "version", "title", "fictitious", "language", "respondent", "about", "direction", "source")
INSTRUMENT_ID = id_text(r"[a-z0-9-]+", faults.INSTRUMENT_ID_LETTERS)
VERSION = id_text(r"[0-9A-Za-z.+-]+", faults.VERSION_LETTERS)
# Item ids are column names of a spreadsheet, so neither a separator nor a quote may stand in them.
PART_ID = id_text(r"[A-Za-z0-9_.-]+", faults.PART_ID_LETTERS)
COLUMNS_OF_SCORES = (
    "respondent_id",
    "date",
    "child_age",
    "scale",
    "raw",
    "t_score",
    "band",
    "n_missing",
    "note",
)


def read_instrument(source: str, licence: str, findings: Findings) -> Instrument | None:
    """The instrument without norms; None when anything is wrong, which then stands in findings."""
    try:
        values = tomllib.loads(source)
    except (ValueError, RecursionError) as error:  # the parser's own, numbers too long, brackets too deep
        reason = Foreign(str(error), faults.LOOK_AT_MARKS())
        findings.add(_syntax_line(source, error), faults.NOT_TOML(reason=reason))
        return None
    root = TomlTable(values, (), TomlLines(source), findings)
    root.only(
        ("format", "instrument", "options", "items", "scales", "missing", "bands", "error", "derivation")
    )
    found_format = root.get("format", WHOLE)
    if "format" in values and found_format != FORMAT:
        root.wrong(("format",), faults.OTHER_FORMAT(found=found_format, known=FORMAT))
    return _Reader(root).instrument(licence)


class _Reader:
    """Reads the tables in turn; each is checked against the ids and languages read before it."""

    def __init__(self, root: TomlTable) -> None:
        self.root = root
        self.head = root.table("instrument")
        self.languages = self._languages()

    def instrument(self, licence: str) -> Instrument | None:
        head = self.head
        head.only(HEAD_KEYS)
        text_of = {key: head.get(key, TEXT) for key in ("respondent", "about")}
        identifier, version = head.get("id", INSTRUMENT_ID), head.get("version", VERSION)
        title, fictitious = self._texts(head, "title"), head.get("fictitious", FLAG)
        source = self._source()
        direction = _choice(head, "direction", Direction)
        options, items = self._options(), self._items()
        scales = self._scales([item.id for item in items])
        missing, borders = self._missing(scales), self._borders(scales, direction)
        sem, derivation = self._sem(), self._derivation(identifier, items)
        if self.root.findings.errors:
            return None
        return Instrument(
            id=identifier,
            version=version,
            title=title,
            fictitious=fictitious,
            languages=self.languages,
            respondent=text_of["respondent"],
            about=text_of["about"],
            direction=direction,
            source=source,
            options=options,
            items=items,
            scales=scales,
            missing=missing,
            borders=borders,
            sem=sem,
            derivation=derivation,
            licence=licence,
        )

    def _languages(self) -> tuple[str, ...]:
        languages = self.head.get("language", LIST)
        for language in languages:
            if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", language):
                self.head.wrong(("language",), faults.BAD_LANGUAGE(language=language))
        return tuple(dict.fromkeys(languages))

    def _texts(self, table: TomlTable, key: str) -> Text:
        """The instrument's own languages must all be there and come first; others are allowed."""
        texts = table.get(key, TEXTS)
        for language in self.languages:
            if texts and language not in texts:
                table.wrong((key,), faults.NO_TEXT_IN(name=key, language=language))
        order = dict.fromkeys((*self.languages, *texts))
        return {language: texts[language] for language in order if language in texts}

    def _source(self) -> Text:
        """One text, then of the first language, or a text for each language."""
        if isinstance(self.head.values.get("source"), dict):
            return self._texts(self.head, "source")
        return {next(iter(self.languages), ""): self.head.get("source", TEXT)}

    def _options(self) -> tuple[ResponseOption, ...]:
        tables = self.root.tables("options")
        if len(tables) == 1:
            self.root.wrong(("options",), faults.ONE_OPTION())
        options = []
        for table in tables:
            table.only(("value", "label"))
            options.append(ResponseOption(table.get("value", WHOLE), self._texts(table, "label")))
        _refuse_doubles(tables, "value")
        values = [option.value for option in options]
        if len(values) > MOST_OPTIONS or any(abs(value) > LARGEST_VALUE for value in values):
            fault = faults.TOO_MANY_OPTIONS(most=MOST_OPTIONS, largest=LARGEST_VALUE)
            self.root.wrong(("options",), fault)
        if len(set(values)) == len(values) and values not in (sorted(values), sorted(values, reverse=True)):
            self.root.wrong(("options",), faults.OPTIONS_UNORDERED(found=str(values)))
        return tuple(options)

    def _items(self) -> tuple[Item, ...]:
        tables = self.root.tables("items")
        if len(tables) > MOST_ITEMS:
            self.root.wrong(("items",), faults.TOO_MANY_ITEMS(n=len(tables), most=MOST_ITEMS))
        items = []
        for table in tables:
            table.only(("id", "text", "reversed"))
            identifier = table.get("id", PART_ID)
            if identifier in COLUMNS_OF_SCORES:
                table.wrong(("id",), faults.ID_IS_COLUMN(id=identifier))
            items.append(Item(identifier, self._texts(table, "text"), table.get("reversed", FLAG, False)))
        _refuse_doubles(tables, "id")
        return tuple(items)

    def _scales(self, item_ids: list[str]) -> tuple[Scale, ...]:
        tables = self.root.tables("scales")
        scales = []
        for table in tables:
            table.only(("id", "title", "items", "primary"))
            names = table.get("items", LIST)
            for name in names:
                if name not in item_ids:
                    table.wrong_text("items", name, faults.UNKNOWN_ITEM(item=name))
            for name in {name for name in names if names.count(name) > 1}:
                table.wrong_text("items", name, faults.ITEM_TWICE(item=name))
            primary = table.get("primary", FLAG, False)
            scales.append(Scale(table.get("id", PART_ID), self._texts(table, "title"), tuple(names), primary))
        _refuse_doubles(tables, "id")
        if tables and sum(scale.primary for scale in scales) != 1:
            n_primary = sum(scale.primary for scale in scales)
            self.root.wrong(("scales",), faults.PRIMARY_SCALES(n=n_primary))
        return tuple(scales)

    def _missing(self, scales: tuple[Scale, ...]) -> MissingRule:
        table = self.root.table("missing")
        table.only(("rule", "max_missing"))
        rule = _choice(table, "rule", MissingKind)
        prorates = rule is MissingKind.PRORATE
        max_missing = table.get("max_missing", WHOLE, None if prorates and table.values else 0)
        fewest = min((len(scale.items) for scale in scales), default=0)
        if max_missing < 0 or (prorates and fewest and max_missing >= fewest):
            table.wrong(("max_missing",), faults.MAX_MISSING(found=max_missing, n=fewest))
        return MissingRule(rule, max_missing)

    def _borders(self, scales: tuple[Scale, ...], direction: Direction) -> BandBorders:
        known = {"*", *(scale.id for scale in scales)}
        borders: dict[str, list[BandBorder]] = {}
        for table in self.root.tables("bands") if "bands" in self.root.values else []:
            table.only(("scale", "name", "from_t"))
            scale = table.get("scale", TEXT)
            if scale and scale not in known:
                table.wrong(("scale",), faults.BAND_OF_UNKNOWN_SCALE(scale=scale))
            border = BandBorder(float(table.get("from_t", NUMBER)), _choice(table, "name", Band))
            if not NUMBER.holds(table.values.get("from_t")):
                continue  # absent or no number, which has been told
            earlier = borders.setdefault(scale, [])
            if earlier and not _follows(earlier[-1], border, direction):
                table.wrong(("from_t",), _unordered(earlier[-1], border, direction))
            earlier.append(border)
        if self.root.findings.errors:
            return BandBorders({}, direction)
        return BandBorders({scale: tuple(found) for scale, found in borders.items()}, direction)

    def _sem(self) -> float | None:
        if "error" not in self.root.values:
            return None
        table = self.root.table("error")
        table.only(("sem", "reliability"))
        if len(table.values) != 1:
            table.wrong((), faults.SEM_OR_RELIABILITY())
            return None
        if "sem" in table.values:
            sem = table.get("sem", NUMBER)
            if sem <= 0:
                table.wrong(("sem",), faults.SEM_NOT_POSITIVE(found=str(sem)))
            return float(sem)
        reliability = table.get("reliability", NUMBER)
        if 0 <= reliability < 1:
            return sem_from_reliability(reliability)
        table.wrong(("reliability",), faults.RELIABILITY_OUTSIDE(found=str(reliability)))
        return None

    def _derivation(self, identifier: str, items: tuple[Item, ...]) -> Derivation | None:
        if "derivation" not in self.root.values:
            return None
        table = self.root.table("derivation")
        table.only(("from", "items"))
        source, pairs = table.get("from", INSTRUMENT_ID), table.get("items", PAIRS)
        if source and source == identifier:
            table.wrong(("from",), faults.DERIVED_FROM_ITSELF(source=source))
        item_ids = [item.id for item in items]
        for item in pairs:
            if item not in item_ids:
                table.wrong(("items", item), faults.UNKNOWN_ITEM(item=item))
        if unmapped := [item for item in item_ids if pairs and item not in pairs]:
            table.wrong(("items",), faults.NOT_MAPPED(items=", ".join(unmapped)))
        taken = list(pairs.values())
        for source_item in dict.fromkeys(name for name in taken if taken.count(name) > 1):
            table.wrong_text("items", source_item, faults.TAKEN_TWICE(item=source_item))
        return Derivation(source, pairs)


def _choice(table: TomlTable, key: str, choices: type[Choice]) -> Choice:
    """The enum member of a text; the first one stands in for a faulty text."""
    names = [str(choice) for choice in choices]
    kind = Kind(faults.ONE_OF(known=", ".join(names)), lambda value: value in names, names[0])
    return choices(table.get(key, kind))


def _follows(earlier: BandBorder, later: BandBorder, direction: Direction) -> bool:
    step = BANDS.index(later.band) - BANDS.index(earlier.band)
    worse_upwards = direction is Direction.HIGHER_IS_WORSE
    return later.from_t > earlier.from_t and (step > 0 if worse_upwards else step < 0)


def _unordered(before: BandBorder, border: BandBorder, direction: Direction) -> Fault:
    kind = faults.BANDS_NOT_WORSE if direction is Direction.HIGHER_IS_WORSE else faults.BANDS_NOT_BETTER
    return kind(band=border.band, t=f"{border.from_t:g}", before=before.band, t_before=f"{before.from_t:g}")


def _refuse_doubles(tables: Iterable[TomlTable], key: str) -> None:
    seen = set()
    for table in tables:
        value = table.values.get(key)
        if isinstance(value, str | int) and value in seen:
            table.wrong((key,), faults.USED_BEFORE(name=key, value=value))
        elif isinstance(value, str | int):
            seen.add(value)


def _syntax_line(source: str, error: Exception) -> int:
    """tomllib before Python 3.14 tells the line only inside its sentence."""
    found = re.search(r"at line (\d+)", str(error))
    return int(found[1]) if found else source.count("\n") + 1
