"""The log on a page: when, who in which role, what, about which file."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from koers.access.actor import Actor
from koers.audit.events import Event
from koers.audit.models import AuditEvent
from koers.audit.wording import EVENT_NAMES, OUTCOME_NAMES

LINES_SHOWN = 200


@dataclass(frozen=True, slots=True)
class LogLine:
    at: datetime
    who: str
    role: str
    what: str
    outcome: str
    reference: str

    @classmethod
    def of(cls, line: AuditEvent) -> Self:
        return cls(
            at=line.at,
            who=line.actor_label,
            role=line.role,
            what=str(EVENT_NAMES[Event(line.event)]),
            outcome=str(OUTCOME_NAMES.get(line.outcome, line.outcome)),
            reference=str(line.family_id)[:8] if line.family_id else "",
        )


@dataclass(frozen=True, slots=True)
class LogPage:
    lines: list[LogLine]
    total: int

    @classmethod
    def of(cls, actor: Actor) -> Self:
        events = AuditEvent.objects.visible_to(actor)
        return cls([LogLine.of(line) for line in events[:LINES_SHOWN]], events.count())
