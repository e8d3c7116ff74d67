"""What a worker expects of a course before looking, and what was read in it afterwards."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from koers.access.actor import Actor
from koers.families.models import Child, Family, Parent
from koers.measurements.models import Administration


class ExpectedCourse(models.TextChoices):
    """The shape a course is expected to take (T44)."""

    DECLINE = "decline"
    RISE_THEN_DECLINE = "rise_then_decline"
    STEADY = "steady"
    DONT_KNOW = "dont_know"
    OTHER = "other"


class Written(Exception):
    """What was said before looking is not rewritten after looking (T45)."""


class ExpectationQuerySet(models.QuerySet["Expectation"]):
    def visible_to(self, actor: Actor) -> Self:
        """The expectations about families that the actor may see."""
        return self.filter(parent__family__in=Family.objects.visible_to(actor))


class Expectation(models.Model):
    """The course a worker expects for one parent, given (or skipped) before the newest list was shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    parent = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="expectations")
    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author = models.CharField(max_length=120)
    shape = models.CharField(max_length=20, choices=ExpectedCourse.choices, blank=True)
    text = models.CharField(max_length=400, blank=True)
    rise_until = models.DateField(null=True, blank=True)
    is_skipped = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects = ExpectationQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["administration", "user"], name="one_expectation_a_new_list"),
            models.CheckConstraint(
                condition=Q(is_skipped=True, shape="") | (Q(is_skipped=False) & ~Q(shape="")),
                name="expected_or_skipped",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parent_id} {self.shape or 'skipped'}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Written("an expectation is not changed afterwards")
        super().save(*args, **kwargs)


class ReadingQuerySet(models.QuerySet["Reading"]):
    def visible_to(self, actor: Actor) -> Self:
        """The readings of the families that the actor may see."""
        return self.filter(family__in=Family.objects.visible_to(actor))


class Reading(models.Model):
    """One reading of a profile: the four questions, and exactly which lists were visible (T49)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="readings")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reader = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    course = models.TextField(blank=True)
    difference_between_parents = models.TextField(blank=True)
    difference_with_last_time = models.TextField(blank=True)
    deviation_from_expectation = models.TextField(blank=True)
    discuss_next = models.BooleanField(default=False)
    shown_administrations = models.JSONField()

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.family_id} {self.created_at:%Y-%m-%d}"
