"""Writing a line in the log: the last statement of an action, the first of a page that shows a family."""

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from django.db import DatabaseError
from django.utils import timezone

from koers.access.actor import Actor
from koers.audit.events import Event
from koers.audit.models import AuditEvent

current_trace: ContextVar[str] = ContextVar("current_trace", default="")


class AuditUnavailable(Exception):
    """The line could not be written, so the act or the page must not happen either (TRUST § 5.4)."""


@dataclass(frozen=True, slots=True)
class About:
    """What an act is about: references only, and the permission rows that were shown or changed."""

    family_id: UUID | None = None
    person_id: UUID | None = None
    object_kind: str = ""
    object_id: UUID | str = ""
    rows: Sequence[str] = ()


def record(event: Event, *, actor: Actor, about: About | None = None, outcome: int = 0) -> None:
    """Append one line in the running transaction, or raise AuditUnavailable.

    outcome: 0 fine, 4 refused or user error, 8 failed (codes of RFC 3881).
    """
    about = about or About()
    line = AuditEvent(
        organisation_id=actor.organisation_id,
        at=timezone.now(),
        event=event.value,
        outcome=outcome,
        actor_id=actor.user_id,
        actor_label=actor.label,
        role=actor.role_name,
        family_id=about.family_id,
        person_id=about.person_id,
        object_kind=about.object_kind,
        object_id=str(about.object_id),
        rows=" ".join(about.rows),
        trace_id=current_trace.get(),
    )
    _append(line)


def record_without_actor(event: Event, *, label: str, outcome: int = 0) -> None:
    """Append a line about somebody who is not (or no longer) signed in: refused sign-ins."""
    _append(
        AuditEvent(
            at=timezone.now(),
            event=event.value,
            outcome=outcome,
            actor_label=label,
            role="anonymous",
            trace_id=current_trace.get(),
        )
    )


def _append(line: AuditEvent) -> None:
    try:
        line.save(force_insert=True)
    except DatabaseError as error:
        raise AuditUnavailable("the log could not be written") from error
