"""Single questions over time (P-W9): in the answer words of the list, most changed first, without a score."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from koers.families.wording import listed_name
from koers.psychometrics import Instrument, Item, ResponseOption, text
from koers.trajectories.items import Answers, FilledIn, PersonAnswers, high_answer_is_burden
from koers.trajectories.presenters.drawing import slot_of
from koers.trajectories.presenters.profile import query_of
from koers.trajectories.profiles import Profile
from koers.trajectories.wording import items as words
from koers.trajectories.wording.dates import short_day_of_year

ROWS_OPEN = 2  # the newest list and the one it is compared with; older ones are folded away


@dataclass(frozen=True, slots=True)
class Rung:
    """One answer option on one day."""

    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One day. rungs: every option in order, empty when the question was left open."""

    day: str
    note: str
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class PersonRows:
    """older: folded away under `older_title`."""

    name: str
    slot: int
    change: str
    rows: tuple[AnswerRow, ...]
    older: tuple[AnswerRow, ...]
    older_title: str


@dataclass(frozen=True, slots=True)
class ItemBlock:
    """direction: only where questions of one list point different ways."""

    number: int
    text: str
    direction: str
    persons: tuple[PersonRows, ...]


@dataclass(frozen=True, slots=True)
class PersonFilter:
    text: str
    address: str
    is_current: bool


@dataclass(frozen=True)
class ItemsPage:
    list_title: str
    language: str
    is_fictitious: bool
    sentences: tuple[str, ...]
    notes: tuple[str, ...]
    options: tuple[str, ...]
    filters: tuple[PersonFilter, ...]
    items: tuple[ItemBlock, ...]
    back_query: str


@dataclass(frozen=True)
class ItemsSight:
    """profile: everybody; answers: of those who are shown; chosen: the one person asked for, None for all."""

    profile: Profile
    answers: Answers
    chosen: UUID | None
    may_show_all: bool
    language: str

    def page(self) -> ItemsPage:
        instrument = self.profile.instrument
        shown = self.language if self.language in instrument.languages else instrument.languages[0]
        list_query = query_of(self.profile.child.pk, self.profile.version.instrument_id)
        return ItemsPage(
            list_title=text(instrument.title, self.language),
            language=shown,
            is_fictitious=instrument.fictitious,
            sentences=tuple(self._sentences()),
            notes=tuple(self._notes()),
            options=tuple(text(option.label, shown) for option in _in_order(instrument)),
            filters=tuple(self._filters(list_query)),
            items=tuple(self._blocks(shown)),
            back_query=list_query,
        )

    def _sentences(self) -> Iterator[str]:
        instrument = self.profile.instrument
        burdens = {high_answer_is_burden(item, instrument) for item in instrument.items}
        if len(burdens) == 1:
            highest = text(_in_order(instrument)[-1].label, self.language)
            is_positive = all(item.reversed for item in instrument.items)
            yield words.direction_sentence(highest, is_burden=burdens.pop(), is_positive=is_positive)
        else:
            yield str(words.MIXED)
        if instrument.norms is not None:
            yield str(words.NO_BAND)

    def _notes(self) -> Iterator[str]:
        if any(one.lists for one in self.answers.persons) and not self._is_compared():
            yield str(words.NO_COMPARISON)
        for one in self.answers.persons:
            if one.without_answers:
                yield words.without_answers(one.person.name, one.without_answers)

    def _is_compared(self) -> bool:
        return any(len(one.lists) > 1 for one in self.answers.persons)

    def _filters(self, list_query: str) -> Iterator[PersonFilter]:
        with_lists = self.profile.with_lists
        if len(with_lists) < 2:
            return
        if self.may_show_all:
            yield PersonFilter(listed_name(str(words.EVERYBODY)), f"?{list_query}", self.chosen is None)
        for person in with_lists:
            address = f"?{list_query}&person={person.parent_id}"
            yield PersonFilter(listed_name(person.name), address, self.chosen == person.parent_id)

    def _blocks(self, language: str) -> Iterator[ItemBlock]:
        instrument = self.profile.instrument
        numbers = {item.id: number for number, item in enumerate(instrument.items, start=1)}
        is_mixed = len({high_answer_is_burden(item, instrument) for item in instrument.items}) > 1
        with_answers = [one for one in self.answers.persons if one.lists]
        for item in self.answers.changed_most_first() if with_answers else ():
            yield ItemBlock(
                number=numbers[item.id],
                text=text(item.text, language),
                direction=_direction(item, instrument) if is_mixed else "",
                persons=tuple(_person(one, item, instrument, language) for one in with_answers),
            )


def _in_order(instrument: Instrument) -> list[ResponseOption]:
    return sorted(instrument.options, key=lambda option: option.value)


def _direction(item: Item, instrument: Instrument) -> str:
    return str(words.MORE_STRESS if high_answer_is_burden(item, instrument) else words.LESS_STRESS)


def _person(one: PersonAnswers, item: Item, instrument: Instrument, language: str) -> PersonRows:
    rows = [_row(filled, item, instrument, language) for filled in reversed(one.lists)]
    older = rows[ROWS_OPEN:]
    return PersonRows(
        name=listed_name(one.person.name),
        slot=slot_of(one.person.slot),
        change=_change(one, item, instrument),
        rows=tuple(rows[:ROWS_OPEN]),
        older=tuple(older),
        older_title=words.more_lists(len(older)),
    )


def _change(one: PersonAnswers, item: Item, instrument: Instrument) -> str:
    if len(one.lists) < 2:
        return str(words.ONE_LIST)
    move = one.move(item, instrument)
    if move is None:
        return str(words.OPEN_IN_ONE)
    return words.move_words(move, is_burden=high_answer_is_burden(item, instrument))


def _row(filled: FilledIn, item: Item, instrument: Instrument, language: str) -> AnswerRow:
    value = filled.answers.get(item.id)
    rungs = tuple(
        Rung(text(option.label, language), option.value == value) for option in _in_order(instrument)
    )
    notes = [str(words.FROM_LONG_LIST)] if filled.is_derived else []
    notes += [str(words.CORRECTED)] if filled.is_corrected else []
    return AnswerRow(short_day_of_year(filled.on), ", ".join(notes), rungs if value is not None else ())
