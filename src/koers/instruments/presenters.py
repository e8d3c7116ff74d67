"""The lists of an organisation: all versions on one page, one version with its items and norms on another."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from koers.access.actor import Actor
from koers.access.roles import Permission
from koers.instruments import policies
from koers.instruments.models import InstrumentVersion
from koers.instruments.wording import band_name, direction_words, missing_rule, state_of
from koers.psychometrics import Instrument, Scale
from koers.psychometrics.instruments import text


@dataclass(frozen=True, slots=True)
class VersionRow:
    key: UUID
    title: str
    version: str
    state: str
    facts: str
    who: str
    is_active: bool
    is_made_up: bool


@dataclass(frozen=True, slots=True)
class ListsPage:
    rows: list[VersionRow]
    may_import: bool

    @classmethod
    def of(cls, actor: Actor) -> Self:
        versions = InstrumentVersion.objects.visible_to(actor).order_by("title", "-imported_at")
        rows = [_row(version) for version in versions]
        rows.sort(key=lambda row: not row.is_active)
        return cls(rows, actor.can(Permission.PACKAGE_IMPORT))

    @property
    def has_only_made_up(self) -> bool:
        return bool(self.rows) and all(row.is_made_up for row in self.rows)


def _row(version: InstrumentVersion) -> VersionRow:
    return VersionRow(
        key=version.pk,
        title=version.shown_title,
        version=version.version,
        state=state_of(version),
        facts=_short_facts(version.instrument),
        who=_("Imported by %(who)s on %(day)s")
        % {"who": version.imported_by, "day": _day(version.imported_at)},
        is_active=version.is_active,
        is_made_up=version.is_fictitious,
    )


def _short_facts(instrument: Instrument) -> str:
    n_items, n_scales = len(instrument.items), len(instrument.scales)
    parts = [
        ngettext("%(n)d question", "%(n)d questions", n_items) % {"n": n_items},
        ngettext("%(n)d scale", "%(n)d scales", n_scales) % {"n": n_scales},
        _norms_in_short(instrument),
    ]
    return ", ".join(parts)


def _norms_in_short(instrument: Instrument) -> str:
    if instrument.norms is None:
        return _("no norms: sums and answers only")
    n_groups = len(instrument.norms.groups)
    return ngettext("norms for %(n)d age group", "norms for %(n)d age groups", n_groups) % {"n": n_groups}


@dataclass(frozen=True, slots=True)
class Fact:
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    id: str
    text: str
    is_reversed: bool


@dataclass(frozen=True, slots=True)
class ScaleRow:
    title: str
    n_items: str
    borders: str
    norms: str
    is_plotted: bool


@dataclass(frozen=True, slots=True)
class VersionPage:
    """may_activate: this person, now; why_not: the sentence for who sees no button."""

    key: UUID
    title: str
    version: str
    state: str
    facts: list[Fact]
    answers: list[str]
    scales: list[ScaleRow]
    items: list[ItemRow]
    licence: list[str]
    is_made_up: bool
    has_norms: bool
    may_activate: bool
    may_retire: bool
    why_not: str

    @classmethod
    def of(cls, actor: Actor, version: InstrumentVersion) -> Self:
        instrument = version.instrument
        language = get_language() or "nl"
        can = actor.can(Permission.PACKAGE_ACTIVATE)
        return cls(
            key=version.pk,
            title=version.shown_title,
            version=version.version,
            state=state_of(version),
            facts=_facts(version),
            answers=[f"{one.value} = {text(one.label, language)}" for one in instrument.options],
            scales=[_scale_row(instrument, scale, language) for scale in instrument.scales],
            items=[ItemRow(one.id, text(one.text, language), one.reversed) for one in instrument.items],
            licence=_paragraphs(instrument.licence),
            is_made_up=version.is_fictitious,
            has_norms=instrument.norms is not None,
            may_activate=can and not version.is_active and not policies.is_importer(actor, version),
            may_retire=can and version.is_active,
            why_not=_why_not(actor, version),
        )


def _paragraphs(text_of_file: str) -> list[str]:
    """Lines of a text file are as long as its editor liked; only empty lines part paragraphs."""
    joined = (" ".join(part.split()) for part in text_of_file.replace("\r\n", "\n").split("\n\n"))
    return [paragraph for paragraph in joined if paragraph]


def _why_not(actor: Actor, version: InstrumentVersion) -> str:
    if version.is_active:
        return ""
    if policies.is_importer(actor, version):
        return _("You imported this list. Somebody else looks at it and puts it into use.")
    if not actor.can(Permission.PACKAGE_ACTIVATE):
        return _("A behavioural scientist looks at this list and puts it into use.")
    return ""


def _facts(version: InstrumentVersion) -> list[Fact]:
    instrument = version.instrument
    facts = [
        Fact(_("Imported"), _by(version.imported_by, version.imported_at)),
        Fact(_("Source"), text(instrument.source, get_language() or "")),
        Fact(_("Higher scores"), direction_words(instrument.direction)),
        Fact(_("Empty answers"), missing_rule(instrument.missing)),
        Fact(_("Measurement error"), _error(instrument)),
    ]
    if version.activated_at is not None:
        facts.insert(1, Fact(_("Put into use"), _by(version.activated_by, version.activated_at)))
    if version.retired_at is not None:
        facts.insert(2, Fact(_("Taken out of use"), _by(version.retired_by, version.retired_at)))
    if instrument.derivation is not None:
        facts.append(Fact(_("Start from the longer list"), instrument.derivation.source))
    return facts


def _by(who: str, at: datetime) -> str:
    return _("%(who)s, %(day)s") % {"who": who, "day": _day(at)} if who else _day(at)


def _error(instrument: Instrument) -> str:
    if instrument.sem is None:
        return _("not given: no difference can be called more than chance")
    return _("%(n)s T points") % {"n": f"{instrument.sem:.1f}".replace(".", _decimal_mark())}


def _decimal_mark() -> str:
    return "," if (get_language() or "nl").startswith("nl") else "."


def _scale_row(instrument: Instrument, scale: Scale, language: str) -> ScaleRow:
    borders = instrument.borders.for_scale(scale.id)
    named = [
        _("%(band)s from T %(t)s") % {"band": band_name(border.band), "t": f"{border.from_t:g}"}
        for border in borders
    ]
    return ScaleRow(
        title=text(scale.title, language),
        n_items=ngettext("%(n)d question", "%(n)d questions", len(scale.items)) % {"n": len(scale.items)},
        borders="; ".join(named) or "–",
        norms=_groups(instrument, scale),
        is_plotted=scale.primary,
    )


def _groups(instrument: Instrument, scale: Scale) -> str:
    norms = instrument.norms
    groups = norms.groups_of(scale.id) if norms is not None else ()
    named = [
        _("%(first)d to %(last)d years") % {"first": group.age_from, "last": group.age_to} for group in groups
    ]
    return "; ".join(named) or _("no norms")


def _day(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j F Y")
