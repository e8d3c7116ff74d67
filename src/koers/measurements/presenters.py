"""Entering a paper list: whose it is, and the questions as rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koers.families.models import Child, Parent
from koers.families.wording import child_names_of, listed_name, names_of
from koers.instruments.models import InstrumentVersion
from koers.measurements.offers import Offer
from koers.measurements.rows import field_of
from koers.measurements.wording import how_long
from koers.psychometrics import Instrument, Item, text


def entry_address(parent: Parent, child: Child, *, instrument_id: str = "", day: date | None = None) -> str:
    """day: that stands on the paper already."""
    query = {"child": str(child.pk)} | ({"list": instrument_id} if instrument_id else {})
    query |= {"day": day.isoformat()} if day else {}
    return f"{reverse('measurements:paper_entry', args=[parent.family_id, parent.pk])}?{urlencode(query)}"


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    address: str
    note: str = ""


Pair = tuple[UUID, UUID]  # a parent and the child that the list is about


def whose_list(
    parents: Sequence[Parent], children: Sequence[Child], last: Mapping[Pair, date], *, today: date
) -> tuple[Link, ...]:
    """One link for each parent and child; whose last list is longest ago, or who has none, comes first."""
    names, child_names = names_of(parents), child_names_of(children)
    pairs = [(parent, child) for parent in parents for child in children]
    pairs.sort(key=lambda pair: last.get((pair[0].pk, pair[1].pk), date.min))
    links = []
    for parent, child in pairs:
        words = listed_name(names[parent.pk])
        if len(children) > 1:
            words = _("%(parent)s, about %(child)s") % {"parent": words, "child": child_names[child.pk]}
        note = _last(last.get((parent.pk, child.pk)), today=today)
        links.append(Link(words, entry_address(parent, child), note))
    return tuple(links)


def _last(day: date | None, *, today: date) -> str:
    if day is None:
        return _("no list yet")
    if day >= today:
        return _("last list today")
    return _("last list %(long)s ago") % {"long": how_long((today - day).days)}


@dataclass(frozen=True, slots=True)
class EntryOption:
    """key: what stands on the key that chooses it."""

    value: str
    label: str
    element_id: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One question. error: the sentence when its answer was refused."""

    name: str
    text: str
    options: tuple[EntryOption, ...]
    open_option: EntryOption
    error: str = ""


@dataclass(frozen=True, slots=True)
class EntryPage:
    """address: of this very list, for after it was stored another one is the first to be offered."""

    heading: str
    address: str
    about: str
    rows: tuple[EntryRow, ...]
    keys: str
    notes: tuple[str, ...]
    other_lists: tuple[Link, ...]

    @property
    def n_rows(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Entering:
    """What a page of entry is about."""

    parent: Parent
    child: Child
    version: InstrumentVersion
    offer: Offer
    language: str


def entry_page(
    entering: Entering, parents: Sequence[Parent], chosen: Mapping[str, str], wrong: Mapping[str, str]
) -> EntryPage:
    """chosen and wrong by item id: the answers that stand in the rows, and why some were refused."""
    instrument = entering.version.instrument
    rows = tuple(
        entry_row(instrument, item, entering.language, chosen.get(item.id, ""), wrong.get(item.id, ""))
        for item in instrument.items
    )
    return EntryPage(
        heading=_heading(entering, parents),
        address=entry_address(entering.parent, entering.child, instrument_id=entering.version.instrument_id),
        about=_about(entering),
        rows=rows,
        keys=_keys_sentence(instrument),
        notes=tuple(_notes(entering)),
        other_lists=tuple(_other_lists(entering)),
    )


def _heading(entering: Entering, parents: Sequence[Parent]) -> str:
    """The number of questions stands in it: whoever has another form in hand sees so before typing."""
    n = len(entering.version.instrument.items)
    words = ngettext(
        "List of %(who)s on paper: %(n)s question", "List of %(who)s on paper: %(n)s questions", n
    )
    return words % {"who": names_of(parents)[entering.parent.pk], "n": n}


def _about(entering: Entering) -> str:
    child = child_names_of([entering.child])[entering.child.pk]
    title = text(entering.version.instrument.title, entering.language)
    return _("%(title)s · about %(child)s") % {"title": title, "child": child}


def entry_row(instrument: Instrument, item: Item, language: str, chosen: str, error: str) -> EntryRow:
    """chosen: the value of the answer that stands in the row, empty for none."""
    name = field_of(item.id)
    options = tuple(
        EntryOption(
            value=str(option.value),
            label=text(option.label, language),
            element_id=f"id_{name}_{place}",
            is_chosen=chosen == str(option.value),
        )
        for place, option in enumerate(instrument.options)
    )
    open_option = EntryOption("", _("left open"), f"id_{name}_open", is_chosen=False)
    return EntryRow(name, text(item.text, language), options, open_option, error)


def _keys_sentence(instrument: Instrument) -> str:
    """Empty for a list whose answers are not on the keys; where 0 is an answer, it opens no question."""
    values = [str(option.value) for option in instrument.options]
    if any(len(value) > 1 for value in values):
        return ""
    keys = {"keys": ", ".join(values)}
    if "0" in values:
        return _("By keyboard: %(keys)s chooses an answer and goes on, Enter saves.") % keys
    words = _("By keyboard: %(keys)s chooses an answer and goes on, 0 leaves a question open, Enter saves.")
    return words % keys


def _notes(entering: Entering) -> Iterator[str]:
    instrument = entering.version.instrument
    if instrument.fictitious:
        yield _("Example list: questions and norms are made up.")
    if entering.language not in instrument.languages:
        yield _("This list does not exist in your language. The questions stand here as they were published.")
    if any(_is_taken_from(version, instrument) for version in entering.offer.versions):
        yield _("This long list gives the start of the course: the short list is computed from it.")


def _is_taken_from(version: InstrumentVersion, instrument: Instrument) -> bool:
    derivation = version.instrument.derivation
    return derivation is not None and derivation.source == instrument.id


def _other_lists(entering: Entering) -> Iterator[Link]:
    for version in entering.offer.versions:
        if version == entering.version:
            continue
        title = text(version.instrument.title, entering.language)
        n = len(version.instrument.items)
        words = ngettext("%(title)s (%(n)s question)", "%(title)s (%(n)s questions)", n)
        address = entry_address(entering.parent, entering.child, instrument_id=version.instrument_id)
        yield Link(words % {"title": title, "n": n}, address)
