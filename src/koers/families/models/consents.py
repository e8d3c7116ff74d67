"""What the people of a family agreed to, who has authority over a child, and who is kept apart."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from koers.access.actor import Actor
from koers.families.models.people import CareEpisode, Child, Family, Parent


class SharingScope(models.TextChoices):
    """How much of the owner's data the reader may see (TRUST R-S2)."""

    LINE = "line"
    ITEMS = "items"


class SharingEnd(models.TextChoices):
    """Why a consent ended before its last day."""

    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    SAFETY = "safety"


class SharingConsentQuerySet(models.QuerySet["SharingConsent"]):
    def visible_to(self, actor: Actor) -> Self:
        """The sharing consents of the families that the actor may see."""
        return self.filter(owner__family__in=Family.objects.visible_to(actor))

    def in_force(self, *, on: date) -> Self:
        """Given, not over, not ended early, the help still running, and no safety block between the two."""
        running = CareEpisode.objects.running().filter(family=OuterRef("owner__family"))
        between = SafetyBlock.objects.standing().filter(
            Q(first=OuterRef("owner"), second=OuterRef("reader"))
            | Q(first=OuterRef("reader"), second=OuterRef("owner"))
        )
        open_now = self.filter(given_on__lte=on, ends_on__gt=on, withdrawn_at=None)
        return open_now.filter(Exists(running)).exclude(Exists(between))


class SharingConsent(models.Model):
    """One person lets one other person see their data; a row a direction, dated, taken back at once.

    withdrawn_at: when it was ended before its last day, for whatever reason `end_reason` names.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="shares_with")
    reader = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="may_see")
    scope = models.CharField(max_length=10, choices=SharingScope.choices)
    given_on = models.DateField()
    how = models.CharField(max_length=120)
    recorded_by = models.CharField(max_length=120)
    ends_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, choices=SharingEnd.choices, blank=True)

    objects = SharingConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "reader"],
                condition=Q(withdrawn_at=None),
                name="one_open_consent_a_direction",
            ),
            models.CheckConstraint(condition=~Q(owner=F("reader")), name="consent_is_for_another_person"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("given_on")), name="consent_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} -> {self.reader_id}"


class SafetyReason(models.TextChoices):
    """Why two people are kept apart."""

    THREAT = "threat"
    HIDDEN_ADDRESS = "hidden_address"
    COURT = "court"
    ASKED = "asked"
    OTHER = "other"


class SafetyBlockQuerySet(models.QuerySet["SafetyBlock"]):
    def visible_to(self, actor: Actor) -> Self:
        """The blocks of the families that the actor may see."""
        return self.filter(first__family__in=Family.objects.visible_to(actor))

    def standing(self) -> Self:
        return self.filter(lifted_at=None, undone_at=None)


class SafetyBlock(models.Model):
    """Two people whose data never meet: set by one, lifted by two (TRUST R-S4).

    first, second: in the order of their slots, so that a pair has one row. lift_asked_*: the scientist who
    asked to lift it; it stands until a second person agrees. undone_at: whoever set it took it back at once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    first = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="blocks_as_first")
    second = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="blocks_as_second")
    reason = models.CharField(max_length=20, choices=SafetyReason.choices)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=120)
    set_by_id = models.UUIDField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    lift_asked_at = models.DateTimeField(null=True, blank=True)
    lift_asked_by = models.CharField(max_length=120, blank=True)
    lift_asked_by_id = models.UUIDField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.CharField(max_length=120, blank=True)

    objects = SafetyBlockQuerySet.as_manager()

    class Meta:
        ordering = ["set_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                condition=Q(lifted_at=None, undone_at=None),
                name="one_standing_block_a_pair",
            ),
            models.CheckConstraint(condition=~Q(first=F("second")), name="block_is_between_two_people"),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | Q(lift_asked_at__isnull=False), name="lifting_was_asked_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} | {self.second_id}"


class ConsentKind(models.TextChoices):
    """What was agreed to: filling in lists oneself, or help for a child."""

    PARTICIPATION = "participation"
    HELP = "help"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def visible_to(self, actor: Actor) -> Self:
        """The consents of the families that the actor may see."""
        return self.filter(family__in=Family.objects.visible_to(actor))

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)


class Consent(models.Model):
    """One person's own yes, dated; a withdrawal ends the row, a new yes is a new row (S1).

    parent None: the child of that row agreed for itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=20, choices=ConsentKind.choices)
    parent = models.ForeignKey(
        Parent, on_delete=models.PROTECT, null=True, blank=True, related_name="consents"
    )
    child = models.ForeignKey(Child, on_delete=models.PROTECT, null=True, blank=True, related_name="consents")
    given_on = models.DateField()
    how = models.CharField(max_length=120)
    recorded_by = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["given_on", "withdrawn_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent"],
                condition=Q(withdrawn_at=None, kind=ConsentKind.PARTICIPATION),
                name="one_standing_participation_a_person",
            ),
            models.UniqueConstraint(
                fields=["parent", "child"],
                condition=Q(withdrawn_at=None, kind=ConsentKind.HELP, parent__isnull=False),
                name="one_standing_consent_of_a_parent",
            ),
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(withdrawn_at=None, kind=ConsentKind.HELP, parent=None),
                name="one_standing_consent_of_a_child",
            ),
            models.CheckConstraint(
                condition=Q(kind=ConsentKind.PARTICIPATION, parent__isnull=False, child=None)
                | Q(kind=ConsentKind.HELP, child__isnull=False),
                name="consent_says_whose",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.parent_id or self.child_id}"


class AuthoritySource(models.TextChoices):
    """Where it was looked up who has authority over a child."""

    REGISTER = "register"
    COURT = "court"
    GUARDIAN = "guardian"


class ParentalAuthorityQuerySet(models.QuerySet["ParentalAuthority"]):
    def visible_to(self, actor: Actor) -> Self:
        """The checks in the families that the actor may see."""
        return self.filter(child__family__in=Family.objects.visible_to(actor))


class ParentalAuthority(models.Model):
    """One check whether a person has authority over a child; the newest holds, until it is due again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    parent = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="authority")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="authority")
    has_authority = models.BooleanField()
    checked_on = models.DateField()
    checked_by = models.CharField(max_length=120)
    source = models.CharField(max_length=20, choices=AuthoritySource.choices)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ParentalAuthorityQuerySet.as_manager()

    class Meta:
        ordering = ["checked_on", "recorded_at"]

    def __str__(self) -> str:
        return f"{self.parent_id} {self.child_id} {self.checked_on}"
