"""Keeping what was expected before looking, and what was read afterwards."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from koers.access.actor import Actor
from koers.audit import trail
from koers.audit.events import Event
from koers.families.models import Family, Parent
from koers.measurements.listeners import ChangedCourse
from koers.measurements.models import Administration
from koers.trajectories import policies
from koers.trajectories.models import Expectation, ExpectedCourse, OpenedList, Reading
from koers.trajectories.records import NOTE_FIELDS, ExpectationAnswer, NewReading
from koers.trajectories.signals.actions import reevaluate


@transaction.atomic
def store_expectation(
    *, actor: Actor, administration: Administration, answer: ExpectationAnswer
) -> Expectation:
    """Keep the expected course of one parent, given before the newest list is shown (T44, T45).

    A second answer to the same list changes nothing and gives the first. Raises NotAllowed, or
    ValidationError with a sentence.
    """
    policies.check_may_expect(actor, administration.family_id)
    _check(answer)
    expectation = Expectation(
        shape=answer.shape,
        text=answer.text.strip(),
        rise_until=answer.rise_until,
        is_skipped=False,
        created_at=answer.said_at or timezone.now(),
    )
    return _kept(actor, administration, expectation)


@transaction.atomic
def skip_expectation(*, actor: Actor, administrations: Sequence[Administration]) -> None:
    """Record for each of these lists that no expectation was given (T46). Raises NotAllowed."""
    for administration in administrations:
        policies.check_may_expect(actor, administration.family_id)
        _kept(actor, administration, Expectation(is_skipped=True))


@transaction.atomic
def mark_opened(*, actor: Actor, administrations: Collection[UUID]) -> None:
    """These lists are no longer new to this reader (T29); twice is once. Raises NotAllowed."""
    found = Administration.objects.visible_to(actor).filter(pk__in=administrations)
    for administration in found:
        policies.check_may_expect(actor, administration.family_id)
        _row, is_first = OpenedList.objects.get_or_create(
            administration=administration, user_id=_person(actor), defaults={"opened_at": timezone.now()}
        )
        if is_first:
            about = trail.About(
                family_id=administration.family_id,
                person_id=administration.parent_id,
                object_kind="administration",
                object_id=administration.pk,
                rows=["line"],
            )
            trail.record(Event.LIST_OPENED, actor=actor, about=about)


def _check(answer: ExpectationAnswer) -> None:
    if answer.shape is ExpectedCourse.OTHER and not answer.text.strip():
        raise ValidationError(_("Write what you expect, or choose a day until which you expect a rise."))
    if answer.rise_until is None:
        return
    if answer.shape is not ExpectedCourse.RISE_THEN_DECLINE:
        raise ValidationError(_("A last day belongs only to a course that first rises. Leave the day open."))
    if answer.rise_until < timezone.localdate(answer.said_at):
        raise ValidationError(_("The day until which you expect a rise has passed. Choose a later day."))


def _kept(actor: Actor, administration: Administration, new: Expectation) -> Expectation:
    """Store, unless this person answered for this list before; the parent's row is locked meanwhile."""
    Parent.objects.select_for_update().get(pk=administration.parent_id)
    known = Expectation.objects.filter(administration=administration, user_id=_person(actor)).first()
    if known is not None:
        return known
    new.parent_id = administration.parent_id
    new.administration = administration
    new.user_id = _person(actor)
    new.author = actor.label
    new.created_at = new.created_at or timezone.now()
    new.full_clean()
    new.save(force_insert=True)
    about = trail.About(
        family_id=administration.family_id,
        person_id=administration.parent_id,
        object_kind="expectation",
        object_id=new.pk,
        rows=["expectation"],
    )
    trail.record(Event.EXPECTATION_STORED, actor=actor, about=about)
    if new.rise_until is not None:
        reevaluate(actor=actor, course=ChangedCourse.of(administration))
    return new


@transaction.atomic
def store_reading(*, actor: Actor, new: NewReading) -> Reading:
    """Keep one reading of a profile. Sending the same page twice keeps it once.

    Raises NotAllowed, or ValidationError when a shown list is not of this child.
    """
    policies.check_may_note(actor, new.family.pk)
    _check_shown(new)
    Family.objects.select_for_update().get(pk=new.family.pk)
    reading = Reading(
        family=new.family,
        child=new.child,
        user_id=_person(actor),
        reader=actor.label,
        created_at=timezone.now(),
        discuss_next=new.discuss_next,
        shown_administrations=[str(one) for one in new.shown],
        **{name: new.notes.get(name, "").strip() for name in NOTE_FIELDS},
    )
    last = Reading.objects.filter(family=new.family, user_id=_person(actor)).first()
    if last is not None and _content(last) == _content(reading):
        return last
    reading.full_clean()
    reading.save(force_insert=True)
    about = trail.About(
        family_id=new.family.pk, object_kind="reading", object_id=reading.pk, rows=["reading"]
    )
    trail.record(Event.READING_STORED, actor=actor, about=about)
    return reading


def _check_shown(new: NewReading) -> None:
    shown = set(new.shown)
    own = Administration.objects.filter(pk__in=shown, family=new.family, child=new.child).count()
    if not shown or own != len(shown):
        raise ValidationError(_("These lists do not belong to this child. Open the profile again."))


def _content(reading: Reading) -> tuple[object, ...]:
    notes = tuple(getattr(reading, name) for name in NOTE_FIELDS)
    return (reading.child_id, notes, reading.discuss_next, reading.shown_administrations)


def _person(actor: Actor) -> UUID:
    """Expectations and readings are a person's own; a job of Koers has none."""
    if actor.user_id is None:
        raise ValidationError(_("Only a person can say what is expected or read."))
    return actor.user_id
