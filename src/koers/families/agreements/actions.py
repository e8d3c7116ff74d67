"""Recording consent and authority, and keeping two people apart."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from koers.access.actor import Actor
from koers.audit import trail
from koers.audit.events import Event
from koers.families import policies
from koers.families.agreements.help_consent import Asked, ConsentRules
from koers.families.models import (
    AuthoritySource,
    Child,
    Consent,
    ConsentKind,
    Parent,
    ParentalAuthority,
    SafetyBlock,
    SafetyReason,
    SharingConsent,
    SharingConsentQuerySet,
    SharingEnd,
)


@dataclass(frozen=True, slots=True)
class NewConsent:
    """child None: the parent takes part. parent None: the child agrees to its own help."""

    given_on: date
    how: str
    parent: Parent | None = None
    child: Child | None = None


@dataclass(frozen=True, slots=True)
class NewCheck:
    """What was found about one person's authority over one child."""

    parent: Parent
    child: Child
    has_authority: bool
    checked_on: date
    source: AuthoritySource


@transaction.atomic
def record_consent(*, actor: Actor, new: NewConsent) -> Consent:
    """Raises NotAllowed, or ValidationError when this person's word would not count (S1)."""
    person = new.parent or new.child
    if person is None:
        raise ValidationError(_("Choose who agreed."))
    policies.check_may_record_sharing(actor, person.family_id)
    _check_day(new.given_on)
    if new.child is not None:
        _check_counts(new, new.child)
    consent = Consent(
        family_id=person.family_id,
        kind=ConsentKind.HELP if new.child else ConsentKind.PARTICIPATION,
        parent=new.parent,
        child=new.child,
        given_on=new.given_on,
        how=new.how,
        recorded_by=actor.label,
    )
    _store(consent)
    trail.record(Event.CONSENT_GIVEN, actor=actor, about=_about_consent(consent))
    return consent


def _check_counts(new: NewConsent, child: Child) -> None:
    rules = ConsentRules.of(child.family.organisation_id)
    rule = rules.for_age(child.age_on(new.given_on))
    if new.parent is None:
        if not rule.child_agrees:
            words = _("A child agrees for itself from the age of %(age)s.")
            raise ValidationError(words % {"age": rules.child_from_age})
        return
    if new.parent.family_id != child.family_id:
        raise ValidationError(_("These two people do not belong to one family."))
    if not rule.parents_agree:
        words = _("From the age of %(age)s the young person alone agrees to help.")
        raise ValidationError(words % {"age": rules.parents_until_age})
    checks = ParentalAuthority.objects.filter(parent=new.parent, child=child)
    newest = checks.order_by("checked_on", "recorded_at").last()
    if not Asked(new.parent, newest, rules.is_fresh(newest, new.given_on), None).may_agree:
        raise ValidationError(
            _("First check who has authority. Then the consent of a parent with authority counts.")
        )


@transaction.atomic
def withdraw_consent(*, actor: Actor, consent: Consent) -> None:
    """At once. Raises NotAllowed."""
    policies.check_may_record_sharing(actor, consent.family_id)
    consent.withdrawn_at = timezone.now()
    consent.save(update_fields=["withdrawn_at"])
    trail.record(Event.CONSENT_WITHDRAWN, actor=actor, about=_about_consent(consent))


@transaction.atomic
def check_authority(*, actor: Actor, new: NewCheck) -> ParentalAuthority:
    """Who looked up what, where and when; earlier checks stay. Raises NotAllowed or ValidationError."""
    policies.check_may_check_authority(actor, new.child.family_id)
    _check_day(new.checked_on)
    if new.parent.family_id != new.child.family_id:
        raise ValidationError(_("These two people do not belong to one family."))
    check = ParentalAuthority(
        parent=new.parent,
        child=new.child,
        has_authority=new.has_authority,
        checked_on=new.checked_on,
        checked_by=actor.label,
        source=new.source,
    )
    _store(check)
    about = trail.About(
        family_id=new.child.family_id,
        person_id=new.parent.pk,
        object_kind="authority",
        object_id=check.pk,
        rows=("authority",),
    )
    trail.record(Event.AUTHORITY_CHECKED, actor=actor, about=about)
    return check


@transaction.atomic
def set_block(*, actor: Actor, one: Parent, other: Parent, reason: SafetyReason) -> SafetyBlock:
    """Keep two people apart; what they share ends at once. Raises NotAllowed or ValidationError."""
    policies.check_may_block(actor, one.family_id)
    if one.family_id != other.family_id:
        raise ValidationError(_("These two people do not belong to one family."))
    first, second = sorted((one, other), key=lambda person: person.slot)
    block = SafetyBlock(first=first, second=second, reason=reason)
    block.set_at, block.set_by, block.set_by_id = timezone.now(), actor.label, actor.user_id
    _store(block)
    ended = _shared_between(block, withdrawn_at=None).update(
        withdrawn_at=block.set_at, end_reason=SharingEnd.SAFETY
    )
    if ended:
        trail.record(Event.SHARING_EXPIRED, actor=actor, about=_about_block(block))
    trail.record(Event.SAFETY_SET, actor=actor, about=_about_block(block))
    return block


@transaction.atomic
def undo_block(*, actor: Actor, block: SafetyBlock) -> None:
    """A wrong tap never happened: what it ended holds again. Raises NotAllowed or ValidationError."""
    policies.check_may_undo_block(actor, block, at=timezone.now())
    block.undone_at = timezone.now()
    block.save(update_fields=["undone_at"])
    by_it = _shared_between(block, withdrawn_at=block.set_at, end_reason=SharingEnd.SAFETY)
    by_it.update(withdrawn_at=None, end_reason="")
    trail.record(Event.SAFETY_UNDONE, actor=actor, about=_about_block(block))


@transaction.atomic
def ask_to_lift(*, actor: Actor, block: SafetyBlock) -> None:
    """A scientist asks; the block stands until a second person agrees. Raises NotAllowed."""
    policies.check_may_ask_to_lift(actor, block.first.family_id)
    block.lift_asked_at, block.lift_asked_by = timezone.now(), actor.label
    block.lift_asked_by_id = actor.user_id
    block.save(update_fields=["lift_asked_at", "lift_asked_by", "lift_asked_by_id"])
    trail.record(Event.SAFETY_LIFT_ASKED, actor=actor, about=_about_block(block))


@transaction.atomic
def keep_block(*, actor: Actor, block: SafetyBlock) -> None:
    """The question to lift it is off the table; the way back from a mistake too. Raises NotAllowed."""
    policies.check_may_block(actor, block.first.family_id)
    block.lift_asked_at, block.lift_asked_by, block.lift_asked_by_id = None, "", None
    block.save(update_fields=["lift_asked_at", "lift_asked_by", "lift_asked_by_id"])
    trail.record(Event.SAFETY_LIFT_STOPPED, actor=actor, about=_about_block(block))


@transaction.atomic
def lift_block(*, actor: Actor, block: SafetyBlock) -> None:
    """The second person agrees. Consents that ended stay ended. Raises NotAllowed or ValidationError."""
    policies.check_may_block(actor, block.first.family_id)
    policies.check_is_second_person(actor, block)
    block.lifted_at, block.lifted_by = timezone.now(), actor.label
    block.save(update_fields=["lifted_at", "lifted_by"])
    trail.record(Event.SAFETY_LIFTED, actor=actor, about=_about_block(block))


def _shared_between(block: SafetyBlock, **state: object) -> SharingConsentQuerySet:
    first, second = block.first_id, block.second_id
    between = Q(owner=first, reader=second) | Q(owner=second, reader=first)
    return SharingConsent.objects.filter(between, **state)


def _check_day(day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError(_("This day lies in the future. Choose a day up to today."))


def _about_consent(consent: Consent) -> trail.About:
    return trail.About(
        family_id=consent.family_id,
        person_id=consent.parent_id,
        object_kind=consent.kind,
        object_id=consent.pk,
        rows=("consent",),
    )


def _about_block(block: SafetyBlock) -> trail.About:
    return trail.About(
        family_id=block.first.family_id, object_kind="safety", object_id=block.pk, rows=("safety",)
    )


def _store(row: Any) -> None:
    row.full_clean()
    row.save(force_insert=True)
