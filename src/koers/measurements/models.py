"""Lists as people filled them in, and the scores made of them. Neither changes after it is stored."""

import uuid
from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from koers.access.actor import Actor
from koers.families.models import Child, Family, Parent
from koers.instruments.models import InstrumentVersion
from koers.organisations.models import Organisation


class AdministrationMode(models.TextChoices):
    """How the list was filled in."""

    OWN_DEVICE = "own_device"
    HANDED_OVER = "handed_over"
    INTERVIEW = "interview"
    PAPER = "paper"


class AdministrationState(models.TextChoices):
    """Where a list stands; only sent ones count."""

    SENT = "sent"
    PARTLY = "partly"


class AdministrationSource(models.TextChoices):
    """Where the answers came from: filled in, taken from a longer list, or scores of a former system."""

    ANSWERED = "answered"
    DERIVED = "derived"
    TAKEN_OVER = "taken_over"


class AdministrationQuerySet(models.QuerySet["Administration"]):
    def visible_to(self, actor: Actor) -> Self:
        """The lists of the families that the actor may see."""
        return self.filter(family__in=Family.objects.visible_to(actor))

    def current(self) -> Self:
        """The lists that stand: not corrected by a newer version and not withdrawn."""
        return self.filter(is_current=True)

    def counted(self) -> Self:
        """Lists that may stand in counts and exports: practice families never do."""
        return self.filter(family__is_practice=False)


class Administration(models.Model):
    """One list by one parent about one child on one day, with the version it was filled in with."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="administrations")
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="administrations")
    parent = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="administrations")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="administrations")
    instrument_version = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="+")
    instrument_id = models.CharField(max_length=60)
    filled_on = models.DateField()
    mode = models.CharField(max_length=20, choices=AdministrationMode.choices)
    state = models.CharField(max_length=20, choices=AdministrationState.choices)
    source = models.CharField(max_length=20, choices=AdministrationSource.choices)
    derived_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="derived"
    )
    answers = models.JSONField(null=True, blank=True)
    form_key = models.UUIDField(unique=True, default=uuid.uuid4)
    entered_by = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)
    is_imported = models.BooleanField(default=False)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    correction_reason = models.CharField(max_length=400, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=120, blank=True)
    withdrawn_reason = models.CharField(max_length=400, blank=True)

    objects = AdministrationQuerySet.as_manager()

    class Meta:
        ordering = ["filled_on", "created_at"]
        indexes = [models.Index(fields=["family", "instrument_id", "filled_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "child", "instrument_id", "filled_on"],
                condition=Q(is_current=True),
                name="one_list_a_person_a_day",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(correction_reason=""), name="correction_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="", withdrawn_by="")
                | (
                    Q(withdrawn_at__isnull=False, is_current=False)
                    & ~Q(withdrawn_reason="")
                    & ~Q(withdrawn_by="")
                ),
                name="withdrawal_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(source=AdministrationSource.DERIVED, derived_from__isnull=False)
                | (~Q(source=AdministrationSource.DERIVED) & Q(derived_from=None)),
                name="derived_knows_its_source",
            ),
            models.CheckConstraint(
                condition=Q(source=AdministrationSource.TAKEN_OVER, answers=None)
                | (~Q(source=AdministrationSource.TAKEN_OVER) & Q(answers__isnull=False)),
                name="answers_unless_taken_over",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.filled_on}"

    @property
    def is_derived(self) -> bool:
        return self.source == AdministrationSource.DERIVED

    @property
    def counts_from(self) -> date:
        """The day from which the next list counts: earlier lists that were brought in make nobody late."""
        filled_on: date = self.filled_on
        return max(filled_on, timezone.localdate(self.created_at)) if self.is_imported else filled_on

    @property
    def child_age(self) -> int:
        """The child's age in whole years on the day the list was filled in."""
        day: date = self.filled_on
        return self.child.age_on(day)


class ScoreQuerySet(models.QuerySet["Score"]):
    def visible_to(self, actor: Actor) -> Self:
        """The scores of the families that the actor may see."""
        return self.filter(administration__family__in=Family.objects.visible_to(actor))

    def current(self) -> Self:
        """The scores of lists that stand: not corrected by a newer version and not withdrawn."""
        return self.filter(administration__is_current=True)


class Score(models.Model):
    """One scale of one list. `t_score` is stored unrounded; without it `reason` says why there is none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, related_name="scores")
    scale = models.CharField(max_length=60)
    is_primary = models.BooleanField()
    raw_score = models.FloatField(null=True, blank=True)
    t_score = models.FloatField(null=True, blank=True)
    band = models.CharField(max_length=10, blank=True)
    norm_group = models.CharField(max_length=60, blank=True)
    n_missing = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=40, blank=True)

    objects = ScoreQuerySet.as_manager()

    class Meta:
        ordering = ["scale"]
        constraints = [
            models.UniqueConstraint(fields=["administration", "scale"], name="one_score_a_scale"),
            models.CheckConstraint(
                condition=(Q(t_score=None) & ~Q(reason="")) | (Q(t_score__isnull=False) & Q(reason="")),
                name="no_t_score_without_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scale} {self.t_score}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("a stored score never changes; store a new version")
        super().save(*args, **kwargs)


class InvitationEnd(models.TextChoices):
    """Why a link no longer opens a form."""

    SENT = "sent"
    REFUSED = "refused"
    STOPPED = "stopped"
    NOT_MINE = "not_mine"
    WITHDRAWN = "withdrawn"
    REISSUED = "reissued"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, actor: Actor) -> Self:
        """The invitations of the families that the actor may see."""
        return self.filter(family__in=Family.objects.visible_to(actor))

    def alive(self, *, at: datetime) -> Self:
        """Links that still open their form; those of somebody who left no longer do."""
        return self.filter(ended_at=None, expires_at__gt=at, parent__left_on=None)


class Invitation(models.Model):
    """One parent asked for one list about one child. The link's secret is kept as its SHA-256 only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="invitations")
    parent = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="invitations")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    instrument_version = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=20, choices=AdministrationMode.choices)
    code_hash = models.CharField(max_length=64, unique=True)
    form_key = models.UUIDField(unique=True, default=uuid.uuid4)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.CharField(max_length=20, choices=InvitationEnd.choices, blank=True)
    administration = models.OneToOneField(
        Administration, on_delete=models.PROTECT, null=True, blank=True, related_name="invitation"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_reason="")
                | (Q(ended_at__isnull=False) & ~Q(ended_reason="")),
                name="invitation_end_is_paired",
            ),
            models.CheckConstraint(
                condition=Q(administration=None) | Q(ended_reason=InvitationEnd.SENT),
                name="only_a_sent_invitation_has_a_list",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parent_id} {self.made_at:%Y-%m-%d}"


class FillSession(models.Model):
    """One device on which one invitation is being filled in; the cookie's key is kept as its SHA-256 only.

    answered_here: the items whose answer was given on this device, kept when the list is sent, so that only
    this device shows those answers again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="sessions")
    key_hash = models.CharField(max_length=64, unique=True)
    started_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    answered_here = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.started_at:%Y-%m-%d %H:%M}"


class ItemResponse(models.Model):
    """One answer that is given but not sent: the parent's own, never shown to staff. None = passed over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="responses")
    session = models.ForeignKey(FillSession, on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=60)
    value = models.SmallIntegerField(null=True, blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invitation", "item"], name="one_answer_an_item")]

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.item}"
