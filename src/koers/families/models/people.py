"""Families in care, the people in them, and who of the staff may come near."""

import uuid
from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from koers.access.actor import Actor
from koers.access.roles import Reach
from koers.organisations.models import Organisation, Team

MOST_DRAWN_TOGETHER = 4  # lines that marker, dash, colour and name keep apart in one figure (UX § 6.3)


class FamilyQuerySet(models.QuerySet["Family"]):
    def visible_to(self, actor: Actor) -> Self:
        """Own organisation, and there: a live assignment (worker) or an own team (scientist, lead).

        Nobody sees a family that was taken away.
        """
        families = self.standing().filter(organisation_id=actor.organisation_id)
        if actor.reach is Reach.ORGANISATION:
            return families
        if actor.reach is Reach.TEAMS:
            return families.filter(team_id__in=actor.team_ids)
        if actor.reach is Reach.CASELOAD and actor.user_id is not None:
            grants = CaseAssignment.objects.live(at=timezone.now()).filter(
                user_id=actor.user_id, family_id=OuterRef("pk")
            )
            return families.filter(Exists(grants))
        return families.none()

    def standing(self) -> Self:
        """Without those that were added by mistake and taken away."""
        return self.filter(removed_at=None)


class Family(models.Model):
    """form_key: of the page that added it, so that the same page sent twice is one family.

    removed_at: when it was taken away as a mistake, before there was anything in it; removed_by_id: by whom,
    who alone can bring it back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="families")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="families")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    is_practice = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    form_key = models.UUIDField(unique=True, null=True, blank=True, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by_id = models.UUIDField(null=True, blank=True)

    objects = FamilyQuerySet.as_manager()

    class Meta:
        ordering = ["name", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"], condition=Q(removed_at=None), name="family_code_once"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by_id=None)
                | Q(removed_at__isnull=False, removed_by_id__isnull=False),
                name="family_is_removed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Relation(models.TextChoices):
    """How a respondent stands to the child; labels are in `families.wording`."""

    MOTHER = "mother"
    FATHER = "father"
    STEPPARENT = "stepparent"
    FOSTER_PARENT = "foster_parent"
    OTHER = "other"


class ParentQuerySet(models.QuerySet["Parent"]):
    def visible_to(self, actor: Actor) -> Self:
        """The respondents of the families that the actor may see."""
        return self.filter(family__in=Family.objects.visible_to(actor))

    def taking_part(self) -> Self:
        """Without those who left."""
        return self.filter(left_on=None)


class Parent(models.Model):
    """A respondent: parent, step- or foster parent or other carer, a person of their own.

    slot: marker, dash and colour in every figure, 1 and up, for life; never given to another.
    left_on: from this day no lists are asked any more; what was filled in stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="parents")
    name = models.CharField(max_length=80, blank=True)
    relation = models.CharField(max_length=20, choices=Relation.choices)
    code = models.CharField(max_length=60)
    slot = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(99)])
    left_on = models.DateField(null=True, blank=True)

    objects = ParentQuerySet.as_manager()

    class Meta:
        ordering = ["slot"]
        constraints = [
            models.UniqueConstraint(fields=["family", "slot"], name="parent_slot_once"),
            models.UniqueConstraint(fields=["family", "code"], name="parent_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.family_id}/{self.slot}"


class ChildQuerySet(models.QuerySet["Child"]):
    def visible_to(self, actor: Actor) -> Self:
        """The children of the families that the actor may see."""
        return self.filter(family__in=Family.objects.visible_to(actor))


class Child(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="children")
    name = models.CharField(max_length=80, blank=True)
    birth_date = models.DateField()
    code = models.CharField(max_length=60)

    objects = ChildQuerySet.as_manager()

    class Meta:
        ordering = ["birth_date", "code"]
        constraints = [models.UniqueConstraint(fields=["family", "code"], name="child_code_once")]

    def __str__(self) -> str:
        return f"{self.family_id}/{self.code}"

    def age_on(self, day: date) -> int:
        """Whole years on a day; a child born on 29 February has its birthday on 1 March in other years."""
        before_birthday = (day.month, day.day) < (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - int(before_birthday)


class CareEpisodeQuerySet(models.QuerySet["CareEpisode"]):
    def visible_to(self, actor: Actor) -> Self:
        """The care episodes of the families that the actor may see."""
        return self.filter(family__in=Family.objects.visible_to(actor))

    def running(self) -> Self:
        return self.filter(ended_on=None)


class CareEpisode(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="episodes")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = CareEpisodeQuerySet.as_manager()

    class Meta:
        ordering = ["started_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["family"], condition=Q(ended_on=None), name="one_running_episode_a_family"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="episode_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.family_id} {self.started_on}"


class AssignmentKind(models.TextChoices):
    """Why somebody may come near a family (TRUST § 3.2)."""

    RESPONSIBLE = "responsible"
    STAND_IN = "stand_in"


class CaseAssignmentQuerySet(models.QuerySet["CaseAssignment"]):
    def visible_to(self, actor: Actor) -> Self:
        """The grants on the families that the actor may see."""
        return self.filter(family__in=Family.objects.visible_to(actor))

    def live(self, *, at: datetime) -> Self:
        return self.filter(from_at__lte=at).filter(Q(until_at=None) | Q(until_at__gt=at))


class CaseAssignment(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="assignments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments")
    kind = models.CharField(max_length=20, choices=AssignmentKind.choices)
    purpose = models.CharField(max_length=40, default="care")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.CharField(max_length=120)

    objects = CaseAssignmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "family"])]
        constraints = [
            models.UniqueConstraint(
                fields=["family"],
                condition=Q(kind=AssignmentKind.RESPONSIBLE, until_at=None),
                name="one_responsible_worker_a_family",
            ),
            models.CheckConstraint(
                condition=Q(kind=AssignmentKind.RESPONSIBLE) | Q(until_at__isnull=False),
                name="stand_in_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gte=F("from_at")), name="assignment_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.family_id}"
