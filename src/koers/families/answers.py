"""What somebody said, in the order in which it is read: yes or no, since when, by whom, then the rest."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Answer:
    """said: yes, no, or that it is not known. facts: since when and noted by whom. note: what explains it."""

    said: str
    facts: str = ""
    note: str = ""

    @property
    def sentence(self) -> str:
        return " ".join(part for part in (f"{self.said}.", self.facts, self.note) if part)


def yes(given_on: date, by: str, note: str) -> Answer:
    return Answer(_("Yes"), _("Since %(day)s, noted by %(by)s.") % {"day": day(given_on), "by": by}, note)


def no_longer(since: date, note: str) -> Answer:
    return Answer(_("No"), _("Since %(day)s.") % {"day": day(since)}, note)


def nothing_noted() -> Answer:
    """Who was not asked did not say yes."""
    return Answer(_("No"), note=_("Nothing has been noted yet."))


def day(on: date) -> str:
    return date_format(on, "j F Y")
