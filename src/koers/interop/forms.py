"""Which file with which list, and which column and word of it means what."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from koers.instruments.models import InstrumentVersion
from koers.interop.guesses import guess_map, unknown_answers, values_of
from koers.interop.mapping import DATE_COLUMNS, DATE_FORMATS, PEOPLE, HistoryMap, example_of, plain
from koers.interop.rows import REQUIRED, T_SCORE
from koers.interop.uploads import ENDINGS, MAX_BYTES, UploadedTable
from koers.interop.wording import COLUMN_NAMES, MODES, RELATIONS
from koers.ui.forms import Form

MOST_WORDS = 40  # of one kind; more different words than that are no answers
EXAMPLES = 2
EMPTY = "empty"  # stored nowhere: "this word means that nothing was answered"
Choices = list[tuple[str, str]]


class UploadForm(Form):
    table = forms.FileField(
        label=gettext_lazy("Spreadsheet with earlier lists"),
        help_text=gettext_lazy(
            "CSV or .xlsx, one filled-in list per row, the names of the columns in row 1."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        error_messages={
            "required": gettext_lazy("Choose the spreadsheet, of at most 5 MB."),
            "empty": gettext_lazy("This file is empty. Choose another one."),
        },
    )
    instrument = forms.ChoiceField(
        label=gettext_lazy("Which questionnaire was filled in"),
        error_messages={"required": gettext_lazy("Choose the questionnaire.")},
    )
    worker = forms.ChoiceField(
        label=gettext_lazy("Worker for families without one in the file"),
        help_text=gettext_lazy("A new family comes into the caseload of this worker."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        versions: Sequence[InstrumentVersion],
        workers: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(version.pk), f"{version.shown_title} {version.version}") for version in versions]
        first = [] if len(named) == 1 else [("", _("Choose"))]
        self.fields["instrument"].choices = [*first, *named]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["worker"].choices = [("", _("Nobody")), *workers]  # type: ignore[attr-defined]  # same

    def clean_table(self) -> Any:
        upload = self.cleaned_data["table"]
        if not upload.name.lower().endswith(ENDINGS):
            raise ValidationError(_("This is no spreadsheet. Choose a .csv or .xlsx file."))
        if upload.size > MAX_BYTES:
            raise ValidationError(_("This file is larger than 5 MB. Split it into parts by family."))
        return upload


class MappingForm(Form):
    """Fields follow the file: a choice of column for each thing an import asks, and for each strange word.

    A choice is "c:3" (fourth column of the file) or "v:mother" (this value in all rows).
    """

    def __init__(self, *args: Any, table: UploadedTable, version: InstrumentVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table, self.instrument = table, version.instrument
        self.guess = guess_map(table.columns, table.numbered, self.instrument)
        for column in PEOPLE:
            self._add(column, COLUMN_NAMES[column], _constants(column), is_required=column in REQUIRED)
        self.fields["date_format"] = forms.ChoiceField(
            label=_("How dates are written"),
            choices=[(one, example_of(one)) for one in DATE_FORMATS],
            initial=self.guess.date_format,
        )
        self._add(T_SCORE, COLUMN_NAMES[T_SCORE], [], is_required=False)
        for item in self.instrument.items:
            label = f"{item.id}: {next(iter(item.text.values()))}"
            self._add(item.id, label, [], is_required=False)
        self._words: dict[str, tuple[str, str]] = {}
        self._add_words("answers", self._item_columns(), self._answer_choices())
        self._add_words("relations", self._columns_of("relation"), _named(RELATIONS))
        self._add_words("modes", self._columns_of("mode"), _named(MODES))

    # --- fields ---

    def _add(self, column: str, label: StrOrPromise, constants: Choices, *, is_required: bool) -> None:
        empty = _("Choose") if is_required else _("Not in the file")
        columns = [(f"c:{place}", self._shown(place)) for place in range(len(self.table.columns))]
        self.fields[f"column_{column}"] = forms.ChoiceField(
            label=label,
            choices=[("", empty), *columns, *constants],
            required=is_required,
            initial=self._guessed(column),
            error_messages={"required": _("Choose the column for: %(name)s.") % {"name": label}},
        )

    def _shown(self, place: int) -> str:
        column = self.table.columns[place]
        examples = values_of(self.table.numbered[:20], [column], EXAMPLES)
        return f"{column} ({', '.join(value[:20] for value in examples) or '–'})"

    def _guessed(self, column: str) -> str:
        if column in self.guess.columns:
            return f"c:{self.table.columns.index(self.guess.columns[column])}"
        constant = self.guess.constants.get(column)
        return f"v:{constant}" if constant else ""

    def _add_words(self, kind: str, columns: Sequence[str], choices: Choices) -> None:
        """A choice for each word that is none of the values an import knows."""
        guessed: Mapping[str, str] = getattr(self.guess, kind)
        for word in self._strange(kind, columns):
            name = f"{kind}_{hashlib.sha256(plain(word).encode()).hexdigest()[:16]}"
            self._words[name] = (kind, plain(word))
            self.fields[name] = forms.ChoiceField(
                label=_("“%(word)s” means") % {"word": word[:60]},
                choices=[("", _("Choose")), *choices],
                initial=guessed.get(plain(word), ""),
                error_messages={"required": _("Choose what “%(word)s” means.") % {"word": word[:60]}},
            )

    def _strange(self, kind: str, columns: Sequence[str]) -> Iterable[str]:
        values = values_of(self.table.numbered, columns, MOST_WORDS)
        if kind == "answers":
            return unknown_answers(values, self.instrument)
        known = {member.value for member in (RELATIONS if kind == "relations" else MODES)}
        return [value for value in values if value not in known]

    def _answer_choices(self) -> Choices:
        options = [
            (str(one.value), f"{one.value} = {next(iter(one.label.values()))}")
            for one in self.instrument.options
        ]
        return [*options, (EMPTY, _("not answered"))]

    # --- what is chosen now, also before the form has been checked ---

    def _chosen(self, column: str) -> str:
        name = f"column_{column}"
        return str(self.data.get(name, "") if self.is_bound else self.fields[name].initial)

    def _columns_of(self, column: str) -> list[str]:
        kind, _colon, place = self._chosen(column).partition(":")
        is_place = kind == "c" and place.isdecimal() and int(place) < len(self.table.columns)
        return [self.table.columns[int(place)]] if is_place else []

    def _item_columns(self) -> list[str]:
        if self._columns_of(T_SCORE):
            return []
        return [column for item in self.instrument.item_ids for column in self._columns_of(item)]

    # --- for the page ---

    def people(self) -> list[forms.BoundField]:
        return [self[f"column_{column}"] for column in PEOPLE if column not in DATE_COLUMNS]

    def dates(self) -> list[forms.BoundField]:
        return [*(self[f"column_{column}"] for column in DATE_COLUMNS), self["date_format"]]

    def items(self) -> list[forms.BoundField]:
        return [self[f"column_{item}"] for item in self.instrument.item_ids]

    def words(self) -> list[forms.BoundField]:
        return [self[name] for name in self._words]

    @property
    def t_score(self) -> forms.BoundField:
        return self[f"column_{T_SCORE}"]

    @property
    def shows_items(self) -> bool:
        """Open where a question still lacks its column."""
        return not self._columns_of(T_SCORE) and len(self._item_columns()) < len(self.instrument.items)

    # --- what comes out ---

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        for column in ("relation", "mode"):
            if len(values_of(self.table.numbered, self._columns_of(column), MOST_WORDS + 1)) > MOST_WORDS:
                message = _("This column holds more than %(n)s different words. Choose another column.")
                self.add_error(f"column_{column}", message % {"n": MOST_WORDS})
        if not cleaned.get(f"column_{T_SCORE}"):
            for item in self.instrument.item_ids:
                if not cleaned.get(f"column_{item}") and f"column_{item}" not in self.errors:
                    message = _(
                        "Choose the column with the answers to question %(item)s, or a column with T-scores."
                    )
                    self.add_error(f"column_{item}", message % {"item": item})
        return cleaned

    def chosen_map(self) -> HistoryMap:
        """For a valid form."""
        asked = [*PEOPLE, *([T_SCORE] if self._columns_of(T_SCORE) else self.instrument.item_ids)]
        chosen = {column: self.cleaned_data[f"column_{column}"] for column in asked}
        words: dict[str, dict[str, str]] = {"answers": {}, "relations": {}, "modes": {}}
        empty = set()
        for name, (kind, word) in self._words.items():
            if self.cleaned_data[name] == EMPTY:
                empty.add(word)
            else:
                words[kind][word] = self.cleaned_data[name]
        return HistoryMap(
            columns={
                column: self.table.columns[int(value[2:])]
                for column, value in chosen.items()
                if value.startswith("c:")
            },
            constants={column: value[2:] for column, value in chosen.items() if value.startswith("v:")},
            date_format=self.cleaned_data["date_format"],
            answers=words["answers"],
            relations=words["relations"],
            modes=words["modes"],
            empty=frozenset(empty),
            keeps_names=False,
        )


def _constants(column: str) -> Choices:
    """Values that all rows can have, where a file has no column for it."""
    if column == "relation":
        return [(f"v:{value}", _("All rows: %(what)s") % {"what": name}) for value, name in _named(RELATIONS)]
    if column == "mode":
        return [(f"v:{value}", _("All rows: %(what)s") % {"what": name}) for value, name in _named(MODES)]
    return [("v:1", _("One child in every family"))] if column == "child" else []


def _named(words: Mapping[Any, StrOrPromise]) -> Choices:
    return [(member.value, str(name)) for member, name in words.items()]
