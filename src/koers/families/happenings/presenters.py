"""What happened in a family, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from koers.families.models import Happening, HappeningKind
from koers.families.wording import HAPPENING_NAMES


@dataclass(frozen=True, slots=True)
class HappeningRow:
    """number: of the mark on the date axis of the course."""

    id: UUID
    number: int
    label: str
    facts: str


def happening_rows(happenings: Iterable[Happening]) -> tuple[HappeningRow, ...]:
    """happenings in order of date; the newest stands first, numbers count from the oldest."""
    rows = [
        HappeningRow(one.pk, number, one.label, " · ".join(_facts(one)))
        for number, one in enumerate(happenings, start=1)
    ]
    return tuple(reversed(rows))


def _facts(one: Happening) -> list[str]:
    days = {"first": _day(one.happened_on), "last": _day(one.until) if one.until else ""}
    when = _("%(first)s to %(last)s") % days if one.until else days["first"]
    facts = [when, str(HAPPENING_NAMES[HappeningKind(one.kind)])]
    return [*facts, _("crisis")] if one.is_crisis else facts


def _day(day: date) -> str:
    return date_format(day, "j F Y")
