"""What was expected of a course, what was read in it, what the rules found, and what people said of that."""

import uuid
from datetime import date
from enum import StrEnum
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from koers.access.actor import Actor
from koers.families.models import Child, Family, Parent
from koers.measurements.models import Administration
from koers.organisations.models import Organisation
from koers.psychometrics import Certainty, SignalKind, SignalStrength


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


class OpenedQuerySet(models.QuerySet["OpenedList"]):
    def visible_to(self, actor: Actor) -> Self:
        """What was opened of the families that the actor may see."""
        return self.filter(administration__in=Administration.objects.visible_to(actor))


class OpenedList(models.Model):
    """A list without a T-score that somebody had on the screen (T29). Of a list with one, the expectation
    that was given or skipped says so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, related_name="opened")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    objects = OpenedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["administration", "user"], name="opened_once_a_reader")
        ]

    def __str__(self) -> str:
        return f"{self.administration_id} {self.opened_at:%Y-%m-%d}"


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


class ReadingComment(models.Model):
    """What a behavioural scientist says of a reading, and that he or she stands behind it (S22)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="comments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["signed_at"]
        constraints = [models.UniqueConstraint(fields=["reading", "user"], name="one_comment_a_reader")]

    def __str__(self) -> str:
        return f"{self.reading_id} {self.author}"


class PointState(models.TextChoices):
    """How far people are with a talking point (T25)."""

    SIGNALLED = "signalled"
    SEEN = "seen"
    DISCUSSED = "discussed"
    RECOGNISED = "recognised"
    NOT_RECOGNISED = "not_recognised"
    LATER = "later"


ANSWERS = (PointState.RECOGNISED, PointState.NOT_RECOGNISED, PointState.LATER)
# From each state to where it may go. A wrong tap can be put right, so no answer is an end.
TRANSITIONS: dict[PointState, frozenset[PointState]] = {
    PointState.SIGNALLED: frozenset({PointState.SEEN, PointState.DISCUSSED, *ANSWERS}),
    PointState.SEEN: frozenset({PointState.DISCUSSED, *ANSWERS}),
    PointState.DISCUSSED: frozenset(ANSWERS),
    PointState.LATER: frozenset({PointState.DISCUSSED, *ANSWERS}),
    PointState.RECOGNISED: frozenset({PointState.NOT_RECOGNISED, PointState.LATER}),
    PointState.NOT_RECOGNISED: frozenset({PointState.RECOGNISED, PointState.LATER}),
}
POINT_KINDS = (SignalKind.DETERIORATION, SignalKind.STAGNATION)


def _choices(values: type[StrEnum]) -> list[tuple[str, str]]:
    return [(one.value, one.name) for one in values]


class SignalQuerySet(models.QuerySet["StoredSignal"]):
    def visible_to(self, actor: Actor) -> Self:
        """The signals of the families that the actor may see."""
        return self.filter(family__in=Family.objects.visible_to(actor))

    def current(self) -> Self:
        """The newest judgement of each course; older ones stay stored as they were."""
        return self.filter(is_current=True)


class StoredSignal(models.Model):
    """What the rules of one version found of one course, with everything that they went by.

    administration: the newest list that counted. since_on: when the present run of this kind began.
    held_until: an agreed rise keeps it from the work list up to that day. answered_by stays with the answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="signals")
    parent = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="signals")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    instrument_id = models.CharField(max_length=60)
    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=_choices(SignalKind))
    strength = models.CharField(max_length=10, choices=_choices(SignalStrength), blank=True)
    certainty = models.CharField(max_length=12, choices=_choices(Certainty))
    notes = models.JSONField(default=list)
    evidence = models.JSONField()
    since_on = models.DateField()
    held_until = models.DateField(null=True, blank=True)
    model_version = models.CharField(max_length=80)
    is_own_model = models.BooleanField()
    evaluated_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)
    state = models.CharField(max_length=16, choices=PointState.choices, default=PointState.SIGNALLED)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answer_reason = models.CharField(max_length=400, blank=True)

    objects = SignalQuerySet.as_manager()

    class Meta:
        ordering = ["evaluated_at"]
        indexes = [models.Index(fields=["family", "is_current"])]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "child", "instrument_id"],
                condition=Q(is_current=True),
                name="one_current_signal_a_course",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by="")
                | (Q(answered_at__isnull=False) & ~Q(answered_by="")),
                name="signal_answer_is_paired",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ANSWERS, answered_at__isnull=False)
                | (~Q(state__in=ANSWERS) & Q(answered_at=None)),
                name="answered_signal_says_when",
            ),
            models.CheckConstraint(
                condition=Q(seen_at=None, seen_by="") | (Q(seen_at__isnull=False) & ~Q(seen_by="")),
                name="signal_seen_is_paired",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parent_id} {self.kind} {self.state}"

    @property
    def is_point(self) -> bool:
        """Something to talk about soon; the other kinds only describe."""
        return self.kind in POINT_KINDS

    def is_held(self, today: date) -> bool:
        return self.held_until is not None and today <= self.held_until

    def may_become(self, state: PointState) -> bool:
        return state in TRANSITIONS[PointState(self.state)]


class Experience(models.TextChoices):
    """What somebody says of the stress at home (T85)."""

    LESS = "less"
    SAME = "same"
    MORE = "more"
    DONT_KNOW = "dont_know"


class StatementQuerySet(models.QuerySet["ExperienceStatement"]):
    def visible_to(self, actor: Actor) -> Self:
        """The statements of the families that the actor may see."""
        return self.filter(family__in=Family.objects.visible_to(actor))


class ExperienceStatement(models.Model):
    """Key 1: what a parent, the young person or the worker experiences, on a day (T85).

    parent None: said by somebody else, see `said_by`. signal: a point that was recognised.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="statements")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey(Parent, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    said_by = models.CharField(max_length=20)
    said_on = models.DateField()
    experience = models.CharField(max_length=10, choices=Experience.choices)
    signal = models.ForeignKey(
        StoredSignal, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["said_on", "recorded_at"]

    def __str__(self) -> str:
        return f"{self.said_by} {self.experience}"


class FindingQuerySet(models.QuerySet["StagnationFinding"]):
    def visible_to(self, actor: Actor) -> Self:
        """The findings about the families that the actor may see."""
        return self.filter(family__in=Family.objects.visible_to(actor))


class StagnationFinding(models.Model):
    """Stagnation established by people: both keys on, and a worker who confirms after the talk (T88)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="stagnation_findings")
    signal = models.OneToOneField(StoredSignal, on_delete=models.PROTECT, related_name="finding")
    statement = models.ForeignKey(ExperienceStatement, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.CharField(max_length=120)
    confirmed_at = models.DateTimeField()

    objects = FindingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.family_id} {self.confirmed_at:%Y-%m-%d}"
