"""The empty list as it stands on paper: in the form of address of parents, without a family's name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from koers.families.models import Child, Family, Parent
from koers.families.wording import child_names_of, listed_name, names_of
from koers.instruments.models import InstrumentVersion
from koers.measurements.blank.codes import PaperCode, Sheet
from koers.measurements.inviting.qr import QrCode, qr_code
from koers.organisations import settings as organisation_settings
from koers.psychometrics import text


@dataclass(frozen=True, slots=True)
class Wanted:
    """parents and children: of the family, so that no two are called alike. parent None: for anybody,
    without a code."""

    family: Family
    version: InstrumentVersion
    parents: Sequence[Parent]
    children: Sequence[Child]
    parent: Parent | None
    child: Child
    day: date | None


@dataclass(frozen=True, slots=True)
class BlankRow:
    number: int
    text: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlankSheet:
    """code and qr: empty and None for anybody. day: the words for it, with room to write where it is open."""

    title: str
    about: str
    day: str
    how: str
    labels: tuple[str, ...]
    rows: tuple[BlankRow, ...]
    organisation: str
    made_up: str
    code: str
    qr: QrCode | None


def blank_sheet(wanted: Wanted, site: str) -> BlankSheet:
    """site: scheme and host, as the worker's own browser sees them."""
    organisation_id = wanted.family.organisation_id
    language = organisation_settings.parents_language(organisation_id, settings.LANGUAGE_CODE)
    with translation.override(language):
        return _sheet(wanted, site)


def _sheet(wanted: Wanted, site: str) -> BlankSheet:
    instrument, family = wanted.version.instrument, wanted.family
    values = tuple(str(option.value) for option in instrument.options)
    code = _code(wanted)
    return BlankSheet(
        title=_text(instrument.title),
        about=_about(wanted),
        day=_day(wanted.day),
        how=_("Tick one box behind each question. You may leave a question open."),
        labels=tuple(_text(option.label) for option in instrument.options),
        rows=tuple(
            BlankRow(number, _text(item.text), values) for number, item in enumerate(instrument.items, 1)
        ),
        organisation=organisation_settings.of(family.organisation_id).sender or family.organisation.name,
        made_up=_("Example list: questions and norms are made up.") if instrument.fictitious else "",
        code=code,
        qr=qr_code(f"{site}{reverse('measurements:paper_code')}?code={code}") if code else None,
    )


def _code(wanted: Wanted) -> str:
    if wanted.parent is None:
        return ""
    sheet = Sheet(wanted.parent.pk, wanted.child.pk, wanted.version.instrument_id)
    return str(PaperCode.of(sheet, wanted.day))


def _about(wanted: Wanted) -> str:
    if wanted.parent is None:
        return ""
    who = listed_name(names_of(wanted.parents)[wanted.parent.pk])
    if len(wanted.children) == 1:
        return who
    child = child_names_of(wanted.children)[wanted.child.pk]
    return _("%(parent)s, about %(child)s") % {"parent": who, "child": child}


def _day(day: date | None) -> str:
    if day is None:
        return _("Filled in on:")
    words = _("Filled in on %(day)s, or on:")
    return words % {"day": date_format(day, pgettext("date format", "j F Y"))}


def _text(texts: Mapping[str, str]) -> str:
    return text(texts, settings.LANGUAGE_CODE)
