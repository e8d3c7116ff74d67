"""Beginning, answering, sending and declining: what somebody with a link changes."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from koers.access.actor import Actor, RespondentActor
from koers.access.errors import NotAllowed
from koers.access.roles import Permission
from koers.audit import trail
from koers.audit.events import Event
from koers.measurements import actions as list_actions
from koers.measurements.entrance.secrets import hash_of, new_secret
from koers.measurements.entrance.sessions import DECLINED
from koers.measurements.models import (
    AdministrationMode,
    FillSession,
    Invitation,
    InvitationEnd,
    ItemResponse,
)


@transaction.atomic
def begin(*, actor: RespondentActor, invitation: Invitation, at: datetime) -> str:
    """Open a session on this device and give the key for its cookie; the link itself lives on."""
    _check(actor, invitation)
    key = new_secret()
    is_first = not FillSession.objects.filter(invitation=invitation).exists()
    FillSession(invitation=invitation, key_hash=hash_of(key), started_at=at, last_seen_at=at).save(
        force_insert=True
    )
    trail.record(Event.LINK_BEGUN if is_first else Event.LINK_RESUMED, actor=actor, about=_about(invitation))
    return key


@transaction.atomic
def keep_answer(*, actor: Actor, session: FillSession, item: str, value: int | None) -> bool:
    """Keep one answer before the next screen; the last one for a question wins, from whichever device.

    value None: passed over. False when the list was sent or ended meanwhile: then nothing changes. The log
    has no line for it: an answer that is not sent is the parent's own.
    """
    invitation = _locked(actor, session.invitation_id)
    if invitation.ended_at is not None:
        return False
    now = timezone.now()
    ItemResponse.objects.update_or_create(
        invitation=invitation, item=item, defaults={"session": session, "value": value, "answered_at": now}
    )
    FillSession.objects.filter(pk=session.pk).update(last_seen_at=now)
    return True


@transaction.atomic
def send(*, actor: Actor, session: FillSession) -> None:
    """Seal the answers into one list with its scores, and end the link. Sent before: nothing happens.

    Raises ValidationError with a sentence when the list cannot be kept; then all drafts are still there.
    """
    invitation = _locked(actor, session.invitation_id)
    if invitation.ended_at is not None:
        return
    drafts = list(ItemResponse.objects.filter(invitation=invitation))
    new = list_actions.NewList(
        parent=invitation.parent,
        child=invitation.child,
        version=invitation.instrument_version,
        filled_on=timezone.localdate(),
        mode=AdministrationMode(invitation.mode),
        answers={draft.item: draft.value for draft in drafts},
        form_key=invitation.form_key,
    )
    invitation.administration = list_actions.store_list(actor=actor, new=new)
    _end(invitation, InvitationEnd.SENT)
    _remember_where(drafts)
    ItemResponse.objects.filter(invitation=invitation).delete()


@transaction.atomic
def decline(*, actor: Actor, session: FillSession, reason: InvitationEnd) -> None:
    """Not this time, no more questions, or not for me: the link ends and its drafts are gone."""
    if reason not in DECLINED:
        raise ValueError(f"{reason} is no reason of a respondent")
    invitation = _locked(actor, session.invitation_id)
    if invitation.ended_at is not None:
        return
    ItemResponse.objects.filter(invitation=invitation).delete()
    _end(invitation, reason)
    trail.record(Event.ADMINISTRATION_WITHDRAWN_BY_RESPONDENT, actor=actor, about=_about(invitation))


def _locked(actor: Actor, invitation_id: UUID) -> Invitation:
    """The row as it is now, held until the end of the transaction: of two devices one comes first."""
    rows = Invitation.objects.select_for_update(of=("self",))
    invitation = rows.select_related("parent__family__organisation", "child", "instrument_version").get(
        pk=invitation_id
    )
    _check(actor, invitation)
    return invitation


def _check(actor: Actor, invitation: Invitation) -> None:
    if not actor.can(Permission.ANSWERS_ENTER, family_id=invitation.family_id):
        raise NotAllowed(Permission.ANSWERS_ENTER)


def _end(invitation: Invitation, reason: InvitationEnd) -> None:
    invitation.ended_at, invitation.ended_reason = timezone.now(), reason
    invitation.save(update_fields=["ended_at", "ended_reason", "administration"])


def _remember_where(drafts: list[ItemResponse]) -> None:
    """Each device shows again what was answered on it, and of the rest only that it is filled in."""
    by_session: dict[UUID, list[str]] = {}
    for draft in drafts:
        by_session.setdefault(draft.session_id, []).append(draft.item)
    for session_id, items in by_session.items():
        FillSession.objects.filter(pk=session_id).update(answered_here=items)


def _about(invitation: Invitation) -> trail.About:
    return trail.About(
        family_id=invitation.family_id,
        person_id=invitation.parent_id,
        object_kind="invitation",
        object_id=invitation.pk,
    )
