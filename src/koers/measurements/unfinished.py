"""What stands above the rows when a list was not stored at once: too much is open, or it is there already."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from koers.measurements.models import Administration, AdministrationState
from koers.measurements.presenters import Entering, Link, entry_address
from koers.measurements.rows import field_of


@dataclass(frozen=True, slots=True)
class Unfinished:
    """first_open: the control of the first question without an answer. other: the list that was meant,
    when there is one with just as many questions as were answered."""

    sentence: str
    first_open: str
    other: Link | None

    @classmethod
    def of(cls, entering: Entering, answers: Mapping[str, int | None]) -> Self:
        open_items = [item for item, answer in answers.items() if answer is None]
        n = len(open_items)
        words = ngettext(
            "%(n)s question is still open, so there will be no score. Save it anyway?",
            "%(n)s questions are still open, so there will be no score. Save it anyway?",
            n,
        )
        other = _list_of(len(answers) - n, entering)
        return cls(words % {"n": n}, f"id_{field_of(open_items[0])}_0", other)


def _list_of(n_questions: int, entering: Entering) -> Link | None:
    for version in entering.offer.versions:
        if version != entering.version and len(version.instrument.items) == n_questions:
            words = _("Do you have the list of %(n)s questions? Enter that one.") % {"n": n_questions}
            address = entry_address(entering.parent, entering.child, instrument_id=version.instrument_id)
            return Link(words, address)
    return None


@dataclass(frozen=True, slots=True)
class SameDay:
    """The list that this person gave on that day: what it is, and where it is put right."""

    sentence: str
    address: str

    @classmethod
    def of(cls, stored: Administration) -> Self:
        day = {"day": date_format(stored.filled_on, pgettext("date format", "j F"))}
        sentence = _("The list of %(day)s is there already.")
        if stored.is_derived:
            sentence = _("The list of %(day)s was taken from the long list of that day.")
        elif stored.state == AdministrationState.PARTLY:
            sentence = _("The list of %(day)s is there already, and partly filled in.")
        to_correct = stored.derived_from_id or stored.pk
        return cls(sentence % day, reverse("measurements:correct", args=[stored.family_id, to_correct]))
