"""Organisations (tenants), their teams, and who wears which hat there."""

import uuid
from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery

from koers.access.actor import Actor
from koers.access.roles import Permission, Role


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, actor: Actor) -> Self:
        """The own organisation only."""
        return self.filter(pk=actor.organisation_id)


class Organisation(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    is_demo = models.BooleanField(default=False)

    objects = OrganisationQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class TeamQuerySet(models.QuerySet["Team"]):
    def visible_to(self, actor: Actor) -> Self:
        """The teams of the own organisation, for whoever may see how it is made up."""
        if not actor.can(Permission.ORGANISATION_READ):
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)


class Team(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=80)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="team_name_once")]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, actor: Actor) -> Self:
        """Who works in the own organisation, for whoever may see how it is made up."""
        if not actor.can(Permission.ORGANISATION_READ):
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)

    def live(self, *, today: date) -> Self:
        return self.filter(started_on__lte=today).filter(Q(ended_on=None) | Q(ended_on__gt=today))

    def with_settings(self) -> Self:
        """With the newest settings of the organisation as `newest_settings`, where it chose anything yet."""
        versions = OrganisationSettings.objects.filter(organisation=OuterRef("organisation"))
        newest = Subquery(versions.order_by("-version").values("pk")[:1])
        joined = FilteredRelation(
            "organisation__settings_versions", condition=Q(organisation__settings_versions__pk=newest)
        )
        return self.annotate(newest_settings=joined).select_related("newest_settings")


class Membership(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=[(role.value, role.name) for role in Role])
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["user__full_name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="membership_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="membership_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"


DAYS_A_MONTH = 30.5  # so that half a year is 183 days, as it always was for agreements


class FormOfAddress(models.TextChoices):
    """How pages and messages speak to parents (UX § 7.1)."""

    U = "u"
    JE = "je"


class SignalExtent(models.TextChoices):
    """How far Koers goes in naming bespreekpunten (S9)."""

    OFF = "off"
    DIFFERENCE_ONLY = "difference_only"
    FULL = "full"


class OrganisationSettingsQuerySet(models.QuerySet["OrganisationSettings"]):
    def visible_to(self, actor: Actor) -> Self:
        """The settings of the own organisation, for whoever may see how it is made up."""
        if not actor.can(Permission.ORGANISATION_READ):
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)


class OrganisationSettings(models.Model):
    """One version of what an organisation chose; a change is a new row and the old one stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="settings_versions")
    version = models.PositiveIntegerField()
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=120)
    form_of_address = models.CharField(max_length=2, choices=FormOfAddress.choices, default=FormOfAddress.U)
    sender = models.CharField(max_length=16, blank=True)
    telephone = models.CharField(max_length=20, blank=True)
    interval_days = models.PositiveSmallIntegerField(default=30)
    first_reminder_days = models.PositiveSmallIntegerField(default=2)
    second_reminder_days = models.PositiveSmallIntegerField(default=6)
    invitation_text = models.CharField(max_length=320, blank=True)
    reminder_text = models.CharField(max_length=320, blank=True)
    signals = models.CharField(max_length=20, choices=SignalExtent.choices, default=SignalExtent.FULL)
    link_days = models.PositiveSmallIntegerField(default=14)
    sharing_months = models.PositiveSmallIntegerField(default=6)
    comparable_days = models.PositiveSmallIntegerField(default=14)
    experience_days = models.PositiveSmallIntegerField(default=60)
    stagnation_attention = models.FloatField(default=0.42)
    stagnation_clear = models.FloatField(default=0.65)
    rise_attention = models.FloatField(default=0.75)
    rise_clear = models.FloatField(default=0.90)

    objects = OrganisationSettingsQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "version"], name="settings_version_once"),
            models.CheckConstraint(
                condition=Q(interval_days__gte=7, interval_days__lte=180), name="interval_is_sensible"
            ),
            models.CheckConstraint(
                condition=Q(stagnation_clear__gt=F("stagnation_attention"))
                & Q(rise_clear__gt=F("rise_attention")),
                name="clear_is_above_attention",
            ),
            models.CheckConstraint(
                condition=Q(link_days__gte=1, link_days__lte=30), name="a_link_works_a_month_at_most"
            ),
            models.CheckConstraint(
                condition=Q(sharing_months__gte=1, sharing_months__lte=12),
                name="sharing_is_asked_again_within_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} version {self.version}"

    @property
    def link_life(self) -> timedelta:
        """How long a parent's link works (TRUST § 4.1)."""
        return timedelta(days=self.link_days)

    @property
    def sharing_life(self) -> timedelta:
        """How long an agreement to share holds (TRUST R-S2); six months are 183 days."""
        return timedelta(days=round(self.sharing_months * DAYS_A_MONTH))


class PolicyState(models.TextChoices):
    """Where a proposed rule stands."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class PolicyDecisionQuerySet(models.QuerySet["PolicyDecision"]):
    def visible_to(self, actor: Actor) -> Self:
        """The rules of the own organisation, for whoever may see how it is made up."""
        if not actor.can(Permission.ORGANISATION_READ):
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)

    def open(self) -> Self:
        return self.filter(state=PolicyState.PROPOSED)

    def confirmed(self) -> Self:
        return self.filter(state=PolicyState.CONFIRMED)


class PolicyDecision(models.Model):
    """A value for one rule of TRUST § 3.6: proposed by an administrator, confirmed by the privacy officer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="policies")
    key = models.CharField(max_length=40)
    value = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=PolicyState.choices, default=PolicyState.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=120)
    proposed_by_id = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)

    objects = PolicyDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "key"],
                condition=Q(state=PolicyState.PROPOSED),
                name="one_open_proposal_a_rule",
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value} ({self.state})"
