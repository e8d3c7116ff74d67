"""What happened in a family, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from koers.families.models import Happening, HappeningKind
from koers.families.wording import HAPPENING_NAMES

EARLY = timedelta(days=2 * 365)  # our choice: earlier than this a slip in the year is as likely


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


def early_words(happened_on: date, started_on: date | None) -> str:
    """Asks about a year that may be a slip; a real day of long ago is welcome, so nothing is refused."""
    if started_on is None or started_on - happened_on <= EARLY:
        return ""
    facts = {"day": _day(happened_on), "start": _day(started_on)}
    return (
        _(
            "%(day)s is more than two years before the help began (%(start)s). Is the year right? "
            "If not, take the event off and write it down again."
        )
        % facts
    )


def _facts(one: Happening) -> list[str]:
    days = {"first": _day(one.happened_on), "last": _day(one.until) if one.until else ""}
    when = _("%(first)s to %(last)s") % days if one.until else days["first"]
    facts = [when, str(HAPPENING_NAMES[HappeningKind(one.kind)])]
    return [*facts, _("crisis")] if one.is_crisis else facts


def _day(day: date) -> str:
    return date_format(day, "j F Y")
