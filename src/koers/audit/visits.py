"""Lines of the log as people read them: pages of one family that one person opened in a row are one visit."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from koers.audit.events import Event
from koers.audit.models import AuditEvent

# Longer apart is another visit: after so long nobody is logged in any more who did nothing (TRUST § 4.4).
GAP = timedelta(minutes=15)
OPENED = frozenset(
    {Event.FAMILY_READ, Event.PROFILE_READ, Event.CHART_READ, Event.ITEMS_READ, Event.ANSWERS_READ}
)
Key = tuple[object, ...]


@dataclass(slots=True)
class Visit:
    """newest: the line that it stands by; began_at: of the oldest line in it."""

    newest: AuditEvent
    began_at: datetime
    n_pages: int = 1

    @classmethod
    def of(cls, line: AuditEvent) -> "Visit":
        return cls(line, line.at)

    def takes(self, line: AuditEvent) -> bool:
        """Whether this older line belongs to it; then it is counted."""
        if self.began_at - line.at > GAP:
            return False
        self.began_at, self.n_pages = line.at, self.n_pages + 1
        return True


@dataclass(slots=True)
class Sheet:
    """One page of visits: what is read of the log ends where no visit on it can grow any more."""

    first: int
    last: int
    visits: list[Visit] = field(default_factory=list)
    n_found: int = 0
    _open: dict[Key, Visit] = field(default_factory=dict)

    @classmethod
    def read(cls, lines: Iterable[AuditEvent], *, number: int, size: int) -> "Sheet":
        """lines: newest first. number: from 1."""
        sheet = cls(first=(number - 1) * size, last=number * size)
        for line in lines:
            if sheet._is_full(line.at):
                break
            sheet._add(line)
        return sheet

    @property
    def has_more(self) -> bool:
        return self.n_found > self.last

    def _add(self, line: AuditEvent) -> None:
        key = _key(line)
        known = self._open.get(key) if key else None
        if known is not None and known.takes(line):
            return
        visit = Visit.of(line)
        if key:
            self._open[key] = visit
        if self.first <= self.n_found < self.last:
            self.visits.append(visit)
        self.n_found += 1

    def _is_full(self, at: datetime) -> bool:
        return self.has_more and all(visit.began_at - at > GAP for visit in self.visits)


def _key(line: AuditEvent) -> Key | None:
    """Only what was looked at is taken together; every change stands by itself."""
    if line.event not in OPENED or line.family_id is None or line.outcome:
        return None
    return (line.actor_id, line.actor_label, line.role, line.family_id)
