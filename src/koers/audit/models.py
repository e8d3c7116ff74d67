"""The append-only log of who did or saw what; holds references, never names or answers of a family."""

import uuid
from typing import Any, Self

from django.db import models

from koers.access.actor import Actor
from koers.access.roles import Permission


class AppendOnly(Exception):
    """A line of the log was about to be changed or removed."""


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def visible_to(self, actor: Actor) -> Self:
        """The whole log of the own organisation, for whoever keeps it; nothing for others."""
        if not actor.can(Permission.LOG_ALL_READ):
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)

    def update(self, **kwargs: Any) -> int:
        raise AppendOnly("the log is never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("the log is never shortened")


class AuditEvent(models.Model):
    """One act. No foreign keys: the line outlives what it speaks of."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation_id = models.UUIDField(null=True, db_index=True)
    at = models.DateTimeField(db_index=True)
    event = models.CharField(max_length=40)
    outcome = models.PositiveSmallIntegerField(default=0)
    actor_id = models.UUIDField(null=True)
    actor_label = models.CharField(max_length=120)
    role = models.CharField(max_length=40)
    family_id = models.UUIDField(null=True, db_index=True)
    person_id = models.UUIDField(null=True)
    object_kind = models.CharField(max_length=40, blank=True)
    object_id = models.CharField(max_length=80, blank=True)
    rows = models.CharField(max_length=200, blank=True)
    trace_id = models.CharField(max_length=36, blank=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.event}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("the log is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly("the log is never shortened")
