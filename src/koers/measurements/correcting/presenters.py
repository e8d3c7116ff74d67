"""The page on which one stored list is put right or withdrawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from koers.families.wording import child_names_of, names_of
from koers.measurements.correcting.forms import Correctable
from koers.measurements.models import Administration
from koers.measurements.presenters import EntryRow, entry_row
from koers.psychometrics import text


@dataclass(frozen=True, slots=True)
class OldVersion:
    """One version that no longer counts. why: what was wrong with it."""

    when: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class CorrectPage:
    heading: str
    about: str
    notes: tuple[str, ...]
    rows: tuple[EntryRow, ...]
    has_children: bool
    versions: tuple[OldVersion, ...]


def correct_page(
    about: Correctable,
    versions: Iterable[Administration],
    chosen: Mapping[str, str],
    wrong: Mapping[str, str],
    language: str,
) -> CorrectPage:
    """chosen and wrong by item id; versions: the older ones, the newest first."""
    stored = about.administration
    instrument = stored.instrument_version.instrument
    rows = () if about.is_former_score else instrument.items
    who = names_of(about.parents)[stored.parent_id]
    return CorrectPage(
        heading=_("Correct the list of %(who)s") % {"who": who},
        about=_("%(title)s · filled in on %(day)s")
        % {"title": text(instrument.title, language), "day": _day(stored)},
        notes=tuple(_notes(about)),
        rows=tuple(
            entry_row(instrument, item, language, chosen.get(item.id, ""), wrong.get(item.id, ""))
            for item in rows
        ),
        has_children=len(about.children) > 1,
        versions=tuple(_version(one, about) for one in versions),
    )


def _notes(about: Correctable) -> Iterable[str]:
    yield _("The old version is kept. Chart and table show the new one, with a mark and your reason.")
    if about.is_former_score:
        yield _("This score comes from a former system. It has no answers.")
    elif hasattr(about.administration, "derived"):
        yield _("The short list that is taken from this one is corrected along.")


def _version(old: Administration, about: Correctable) -> OldVersion:
    newer: Administration = old.replaced_by
    moment = date_format(timezone.localtime(newer.created_at), pgettext("moment format", "j F Y, H:i"))
    words = {
        "day": _day(old),
        "who": names_of(about.parents)[old.parent_id],
        "child": child_names_of(about.children)[old.child_id],
    }
    what = _("%(day)s, %(who)s, about %(child)s") % words
    return OldVersion(moment, what, newer.correction_reason)


def _day(administration: Administration) -> str:
    return date_format(administration.filled_on, pgettext("date format", "j F Y"))
