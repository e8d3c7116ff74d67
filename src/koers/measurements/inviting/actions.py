"""Making and ending the way into a list: one parent, one list, one link."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from koers.access.actor import Actor, RespondentActor
from koers.audit import trail
from koers.audit.events import Event
from koers.families.models import Child, Parent
from koers.instruments.models import InstrumentVersion
from koers.measurements import policies
from koers.measurements.entrance import actions as entrance_actions
from koers.measurements.entrance.secrets import hash_of, new_secret
from koers.measurements.models import AdministrationMode, Invitation, InvitationEnd, ItemResponse
from koers.organisations import settings
from koers.organisations.policy_keys import policy_value


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """Who is asked for which list. form_key: the same key twice is one invitation.

    is_extra: earlier links of this person stay alive (the demo gives every visitor a link of their own).
    """

    parent: Parent
    child: Child
    version: InstrumentVersion
    mode: AdministrationMode = AdministrationMode.OWN_DEVICE
    form_key: UUID = field(default_factory=uuid4)
    is_extra: bool = False


@dataclass(frozen=True, slots=True)
class Issued:
    """code: shown now and never again, for only its hash is kept."""

    invitation: Invitation
    code: str


@transaction.atomic
def issue(*, actor: Actor, new: NewInvitation) -> Issued | None:
    """Make a link; an earlier one of this person for this list dies in the same moment.

    What was answered and not sent goes along, unless the link ended longer ago than drafts are kept.
    None: this was asked for already (a page sent twice).
    Raises NotAllowed, WrongState, or ValidationError with a sentence.
    """
    policies.check_may_invite(actor, new.parent.family)
    _check(new)
    if Invitation.objects.filter(form_key=new.form_key).exists():
        return None
    now, code = timezone.now(), new_secret()
    invitation = _invitation(actor, new, code, now)
    earlier = [] if new.is_extra else _end_earlier(new, now)
    invitation.save(force_insert=True)
    kept = [one for one in earlier if _is_same(one, new) and _still_keeps_drafts(one, now)]
    ItemResponse.objects.filter(invitation__in=kept).update(invitation=invitation)
    event = Event.LINK_REISSUED if earlier else Event.LINK_ISSUED
    trail.record(event, actor=actor, about=_about(invitation))
    return Issued(invitation, code)


@transaction.atomic
def withdraw(*, actor: Actor, invitation: Invitation) -> None:
    """End a link at once; one that ended before stays as it is."""
    policies.check_may_invite(actor, invitation.family)
    alive = Invitation.objects.select_for_update().filter(pk=invitation.pk, ended_at=None)
    if not alive.update(ended_at=timezone.now(), ended_reason=InvitationEnd.WITHDRAWN):
        return
    trail.record(Event.LINK_WITHDRAWN, actor=actor, about=_about(invitation))


@transaction.atomic
def hand_over(*, actor: Actor, new: NewInvitation, at: datetime) -> str:
    """Make an invitation and begin it on this very device; gives the key for the session's cookie.

    Raises as `issue`, and ValidationError when the page was sent twice.
    """
    issued = issue(actor=actor, new=new)
    if issued is None:
        raise ValidationError(_("This device was handed over with this page already. Open the page anew."))
    respondent = RespondentActor(issued.invitation.organisation_id, issued.invitation.family_id)
    return entrance_actions.begin(actor=respondent, invitation=issued.invitation, at=at)


def _check(new: NewInvitation) -> None:
    if new.child.family_id != new.parent.family_id:
        raise ValidationError(_("This parent and this child do not belong to one family."))
    if new.parent.left_on is not None:
        raise ValidationError(_("This person no longer takes part. Change that on the family page first."))
    if not policies.may_use(new.version, new.parent.family):
        raise ValidationError(
            _("This is an example list with made-up norms. It can only be used for a practice family.")
        )


def _invitation(actor: Actor, new: NewInvitation, code: str, now: datetime) -> Invitation:
    return Invitation(
        organisation_id=actor.organisation_id,
        family=new.parent.family,
        parent=new.parent,
        child=new.child,
        instrument_version=new.version,
        mode=new.mode,
        code_hash=hash_of(code),
        form_key=new.form_key,
        made_at=now,
        made_by=actor.label,
        expires_at=now + settings.of(actor.organisation_id).link_life,
    )


def _end_earlier(new: NewInvitation, now: datetime) -> list[Invitation]:
    """Of two workers who ask at once, one waits here for the other."""
    rows = Invitation.objects.select_for_update().filter(
        parent=new.parent,
        child=new.child,
        instrument_version__instrument_id=new.version.instrument_id,
        ended_at=None,
    )
    earlier = list(rows)
    for invitation in earlier:
        invitation.ended_at, invitation.ended_reason = now, InvitationEnd.REISSUED
        invitation.save(update_fields=["ended_at", "ended_reason"])
    return earlier


def _is_same(earlier: Invitation, new: NewInvitation) -> bool:
    return earlier.instrument_version_id == new.version.pk


def _still_keeps_drafts(earlier: Invitation, now: datetime) -> bool:
    """Unsent answers are the parent's: some days after their link nobody meets them again (TRUST § 3.6)."""
    days = policy_value(earlier.organisation_id, "retention.draft_days")
    return now - earlier.expires_at < timedelta(days=days)


def _about(invitation: Invitation) -> trail.About:
    return trail.About(
        family_id=invitation.family_id,
        person_id=invitation.parent_id,
        object_kind="invitation",
        object_id=invitation.pk,
    )
