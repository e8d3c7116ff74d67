"""What part of the log is asked for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.http import QueryDict
from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Wanted:
    """code: of a family, empty for all. until: the last day that is asked for."""

    code: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def first_moment(self) -> datetime | None:
        return _midnight(self.since) if self.since else None

    @property
    def end(self) -> datetime | None:
        """The first moment that is no longer asked for."""
        return _midnight(self.until + timedelta(days=1)) if self.until else None

    def address(self, number: int) -> str:
        """The same choice on another page."""
        chosen = {"family": self.code, "since": self.since or "", "until": self.until or "", "page": number}
        query = QueryDict(mutable=True)
        query.update({name: str(value) for name, value in chosen.items() if value})
        return f"?{query.urlencode()}"


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
