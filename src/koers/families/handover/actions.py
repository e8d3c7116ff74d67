"""Handing families over for good or for a while, and taking that back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from koers.access.actor import Actor
from koers.access.errors import NotAllowed
from koers.access.roles import Permission
from koers.audit import trail
from koers.audit.events import Event
from koers.families.handover.cases import Worker, grants_within, may_receive, workers
from koers.families.models import AssignmentKind, CaseAssignment

LONGEST_STAND_IN_DAYS = 60  # TRUST § 3.2


@dataclass(frozen=True, slots=True)
class Transfer:
    family_id: UUID
    receiver_id: UUID


@dataclass(frozen=True, slots=True)
class HandOver:
    """until: the last day of a stand-in; None hands over for good."""

    giver_id: UUID
    transfers: Sequence[Transfer]
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """The grants that ended and those that were given, for taking it back."""

    ended: tuple[UUID, ...]
    given: tuple[UUID, ...]


@transaction.atomic
def hand_over(*, actor: Actor, plan: HandOver) -> Done:
    """Give every family of the plan its new worker, or none of them.

    Raises NotAllowed, or ValidationError that names the family by its code.
    """
    _check_may(actor)
    _check_until(plan.until)
    if not plan.transfers:
        raise ValidationError(_("Choose at least one family."))
    everybody = {worker.id: worker for worker in workers(actor)}
    own = grants_within(actor).filter(user_id=plan.giver_id, kind=AssignmentKind.RESPONSIBLE)
    grants = {grant.family_id: grant for grant in own}
    ended, given = [], []
    for transfer in plan.transfers:
        grant = grants.get(transfer.family_id)
        if grant is None:
            raise ValidationError(_("One of these families has another worker by now. Look again."))
        _check_receiver(everybody.get(transfer.receiver_id), grant, plan.giver_id)
        if plan.until is None:
            _end(grant, actor)
            ended.append(grant.pk)
        given.append(_give(actor, grant.family_id, transfer.receiver_id, plan.until).pk)
    return Done(tuple(ended), tuple(given))


@transaction.atomic
def take_back(*, actor: Actor, done: Done) -> int:
    """The reverse transfer: what was given ends, and who had a family gets it again. Gives how many ended.

    Raises NotAllowed. What changed in the meantime stays as it is.
    """
    _check_may(actor)
    still = {grant.family_id: grant for grant in grants_within(actor).filter(pk__in=done.given)}
    before = CaseAssignment.objects.filter(
        pk__in=done.ended, family__organisation_id=actor.organisation_id, family__in=still
    )
    for grant in still.values():
        _end(grant, actor)
    for earlier in before:
        _give(actor, earlier.family_id, earlier.user_id, None)
    return len(still)


@transaction.atomic
def end_stand_in(*, actor: Actor, grant_id: UUID) -> None:
    """End a stand-in before its day, at once. Raises NotAllowed; does nothing when it ended already."""
    _check_may(actor)
    grant = grants_within(actor).filter(pk=grant_id, kind=AssignmentKind.STAND_IN).first()
    if grant is not None:
        _end(grant, actor)


def _check_may(actor: Actor) -> None:
    if not actor.can(Permission.EPISODE_HAND_OVER):
        raise NotAllowed(Permission.EPISODE_HAND_OVER)


def _check_until(until: date | None) -> None:
    today = timezone.localdate()
    last = today + timedelta(days=LONGEST_STAND_IN_DAYS)
    if until is not None and not today <= until <= last:
        raise ValidationError(
            _("Somebody stands in for at most %(days)s days. Choose a day up to %(last)s.")
            % {"days": LONGEST_STAND_IN_DAYS, "last": last.strftime("%d-%m-%Y")}
        )


def _check_receiver(receiver: Worker | None, grant: CaseAssignment, giver_id: UUID) -> None:
    code = {"code": grant.family.code}
    if receiver is None or not may_receive(receiver, grant, giver_id):
        raise ValidationError(_("Family %(code)s can only go to a worker of its own team.") % code)
    helped = CaseAssignment.objects.live(at=timezone.now()).filter(
        family_id=grant.family_id, user_id=receiver.id, kind=AssignmentKind.STAND_IN
    )
    if helped.exists():
        raise ValidationError(
            _("%(name)s stands in for family %(code)s already. End that first.")
            % (code | {"name": receiver.name})
        )


def _end(grant: CaseAssignment, actor: Actor) -> None:
    grant.until_at = timezone.now()
    grant.save(update_fields=["until_at"])
    trail.record(Event.GRANT_ENDED, actor=actor, about=_about(grant))


def _give(actor: Actor, family_id: UUID, user_id: UUID, until: date | None) -> CaseAssignment:
    grant = CaseAssignment(
        family_id=family_id,
        user_id=user_id,
        kind=AssignmentKind.STAND_IN if until else AssignmentKind.RESPONSIBLE,
        from_at=timezone.now(),
        until_at=_end_of(until) if until else None,
        granted_by=actor.label,
    )
    grant.full_clean()
    grant.save(force_insert=True)
    trail.record(Event.GRANT_GIVEN, actor=actor, about=_about(grant))
    return grant


def _end_of(day: date) -> datetime:
    """The first moment of the next day, in the time zone of the organisation."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _about(grant: CaseAssignment) -> trail.About:
    return trail.About(
        family_id=grant.family_id, person_id=grant.user_id, object_kind=grant.kind, object_id=grant.pk
    )
