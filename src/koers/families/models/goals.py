"""Goals in the family's own words, how near each person finds them, and what happened on the way."""

import uuid
from typing import Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from koers.access.actor import Actor
from koers.families.models.people import Child, Family, Parent

HIGHEST_RATING = 10  # 0: not there at all, 10: reached (TOOLKIT T10)


class GoalStatus(models.TextChoices):
    """Where a goal stands."""

    OPEN = "open"
    REACHED = "reached"
    ADJUSTED = "adjusted"
    LET_GO = "let_go"


class GoalQuerySet(models.QuerySet["Goal"]):
    def visible_to(self, actor: Actor) -> Self:
        """The goals of the families that the actor may see."""
        return self.filter(family__in=Family.objects.visible_to(actor))


class Goal(models.Model):
    """owner None: the goal of the whole family. shareable: may stand on what parents see of each other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="goals")
    owner = models.ForeignKey(Parent, on_delete=models.PROTECT, null=True, blank=True, related_name="goals")
    text = models.CharField(max_length=200)
    started_on = models.DateField()
    review_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=GoalStatus.choices, default=GoalStatus.OPEN)
    shareable = models.BooleanField(default=False)
    recorded_by = models.CharField(max_length=120)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["started_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(review_on=None) | Q(review_on__gte=F("started_on")),
                name="goal_is_reviewed_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.family_id} {self.started_on}"


class GoalChangeQuerySet(models.QuerySet["GoalChange"]):
    def visible_to(self, actor: Actor) -> Self:
        """The changes of the goals of families that the actor may see."""
        return self.filter(goal__family__in=Family.objects.visible_to(actor))


class GoalChange(models.Model):
    """From a day on another status, and the words that held until then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="changes")
    changed_on = models.DateField()
    status = models.CharField(max_length=10, choices=GoalStatus.choices)
    earlier_text = models.CharField(max_length=200)
    recorded_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = GoalChangeQuerySet.as_manager()

    class Meta:
        ordering = ["changed_on", "recorded_at"]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.status}"


class GoalRatingQuerySet(models.QuerySet["GoalRating"]):
    def visible_to(self, actor: Actor) -> Self:
        """The ratings in the families that the actor may see."""
        return self.filter(goal__family__in=Family.objects.visible_to(actor))


class GoalRating(models.Model):
    """How near a goal is on a day, 0-10, by one person. parent and child None: by the worker."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="ratings")
    parent = models.ForeignKey(
        Parent, on_delete=models.PROTECT, null=True, blank=True, related_name="ratings"
    )
    child = models.ForeignKey(Child, on_delete=models.PROTECT, null=True, blank=True, related_name="ratings")
    rated_on = models.DateField()
    rating = models.PositiveSmallIntegerField(validators=[MaxValueValidator(HIGHEST_RATING)])
    recorded_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = GoalRatingQuerySet.as_manager()

    class Meta:
        ordering = ["rated_on", "recorded_at"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "parent", "rated_on"], name="one_rating_a_parent_a_day"),
            models.UniqueConstraint(fields=["goal", "child", "rated_on"], name="one_rating_a_child_a_day"),
            models.UniqueConstraint(
                fields=["goal", "rated_on"],
                condition=Q(parent=None, child=None),
                name="one_rating_of_workers_a_day",
            ),
            models.CheckConstraint(condition=Q(rating__lte=HIGHEST_RATING), name="rating_is_at_most_ten"),
            models.CheckConstraint(condition=Q(parent=None) | Q(child=None), name="one_person_rates"),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.rated_on}"


class HappeningKind(models.TextChoices):
    """Whom something that happened is about."""

    FAMILY = "family"
    CHILD = "child"
    PARENT = "parent"
    CARE = "care"
    OTHER = "other"


class HappeningQuerySet(models.QuerySet["Happening"]):
    def visible_to(self, actor: Actor) -> Self:
        """What happened in the families that the actor may see."""
        return self.filter(family__in=Family.objects.visible_to(actor))

    def standing(self) -> Self:
        return self.filter(removed_at=None)


class Happening(models.Model):
    """An event or crisis of one day or a period (T12); an entry made by mistake is taken off, not deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="happenings")
    kind = models.CharField(max_length=10, choices=HappeningKind.choices)
    is_crisis = models.BooleanField(default=False)
    happened_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    label = models.CharField(max_length=80)
    shareable = models.BooleanField(default=False)
    recorded_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = HappeningQuerySet.as_manager()

    class Meta:
        ordering = ["happened_on", "recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("happened_on")), name="happening_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.family_id} {self.happened_on}"
