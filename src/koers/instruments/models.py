"""Instrument packages as an organisation holds them: the text as it came in, never changed."""

import uuid
from functools import lru_cache
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import get_language

from koers.access.actor import Actor
from koers.access.roles import Permission
from koers.organisations.models import Organisation
from koers.psychometrics import Instrument, parse_package, text


@lru_cache(maxsize=64)
def _parsed(content_hash: str, files: tuple[tuple[str, str], ...]) -> Instrument:
    return parse_package(dict(files))


class InstrumentVersionQuerySet(models.QuerySet["InstrumentVersion"]):
    def visible_to(self, actor: Actor) -> Self:
        """The packages of the own organisation, for whoever works with lists."""
        if not actor.can(Permission.PACKAGE_READ):
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)

    def active(self) -> Self:
        return self.filter(activated_at__isnull=False, retired_at=None)

    def waiting(self) -> Self:
        """Never put into use, and not passed by: of the same list no later version was."""
        later = InstrumentVersion.objects.filter(
            organisation_id=OuterRef("organisation_id"),
            instrument_id=OuterRef("instrument_id"),
            activated_at__isnull=False,
            imported_at__gt=OuterRef("imported_at"),
        )
        return self.filter(~Exists(later), activated_at=None)


class InstrumentVersion(models.Model):
    """One version of one list. Imported by one person, activated by another; both stay on record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="instrument_versions"
    )
    instrument_id = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    title = models.CharField(max_length=160)
    is_fictitious = models.BooleanField()
    content_hash = models.CharField(max_length=64)
    files = models.JSONField()
    imported_at = models.DateTimeField()
    imported_by = models.CharField(max_length=120)
    # The account, by which two people are told apart; empty where a command or the demo acted.
    imported_by_id = models.UUIDField(null=True, blank=True)
    activated_at = models.DateTimeField(null=True, blank=True)
    activated_by = models.CharField(max_length=120, blank=True)
    activated_by_id = models.UUIDField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.CharField(max_length=120, blank=True)

    objects = InstrumentVersionQuerySet.as_manager()

    class Meta:
        ordering = ["instrument_id", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "instrument_id", "version"], name="instrument_version_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "instrument_id"],
                condition=Q(activated_at__isnull=False, retired_at=None),
                name="one_active_version_a_list",
            ),
            models.CheckConstraint(
                condition=Q(activated_at=None, activated_by="")
                | (Q(activated_at__isnull=False) & ~Q(activated_by="")),
                name="activation_is_paired",
            ),
            models.CheckConstraint(
                condition=Q(imported_by_id=None)
                | Q(activated_by_id=None)
                | ~Q(imported_by_id=F("activated_by_id")),
                name="two_people_for_one_activation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.version}"

    @property
    def shown_title(self) -> str:
        """In the language of the page, where the package has it; `title` is what it was stored under."""
        return text(self.instrument.title, get_language() or "")

    @property
    def is_active(self) -> bool:
        return self.activated_at is not None and self.retired_at is None

    @property
    def instrument(self) -> Instrument:
        """The package as objects; parsed once per content."""
        return _parsed(self.content_hash, tuple(sorted(self.files.items())))
