"""Who stands at the parents' door: a live link, or the session that was made of one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.http import HttpRequest

from koers.access.actor import RespondentActor
from koers.measurements.entrance.secrets import hash_of
from koers.measurements.models import (
    AdministrationMode,
    FillSession,
    Invitation,
    InvitationEnd,
    InvitationQuerySet,
    ItemResponse,
)
from koers.psychometrics import Instrument

LONGEST = timedelta(hours=12)  # TRUST § 4.4
IDLE = timedelta(hours=2)
IDLE_HANDED_OVER = timedelta(minutes=20)  # TRUST § 4.2: the device is not the parent's own


@dataclass(frozen=True)
class Filling:
    """One session and what it fills in. The link may have ended since: `is_open` says so."""

    session: FillSession
    invitation: Invitation

    @property
    def actor(self) -> RespondentActor:
        return actor_of(self.invitation)

    @property
    def is_open(self) -> bool:
        return self.invitation.ended_at is None

    @property
    def is_sent(self) -> bool:
        return self.invitation.ended_reason == InvitationEnd.SENT

    @property
    def is_declined(self) -> bool:
        return self.invitation.ended_reason in DECLINED

    @property
    def is_handed_over(self) -> bool:
        return self.invitation.mode == AdministrationMode.HANDED_OVER

    @cached_property
    def instrument(self) -> Instrument:
        return self.invitation.instrument_version.instrument

    @cached_property
    def drafts(self) -> dict[str, ItemResponse]:
        """What is given and not sent, by item."""
        return {response.item: response for response in self.invitation.responses.all()}


DECLINED = frozenset({InvitationEnd.REFUSED, InvitationEnd.STOPPED, InvitationEnd.NOT_MINE})


def actor_of(invitation: Invitation) -> RespondentActor:
    return RespondentActor(invitation.organisation_id, invitation.family_id)


def live_invitation(code: str, *, at: datetime) -> Invitation | None:
    """The invitation that a link opens now; None for a link that is used, expired, withdrawn or unknown."""
    return _open(Invitation.objects.alive(at=at)).filter(code_hash=hash_of(code)).first()


def filling_of(key: str, *, at: datetime) -> Filling | None:
    """The session of a cookie; None when it is over or its link died in another way than by its own act."""
    if not key:
        return None
    sessions = FillSession.objects.filter(key_hash=hash_of(key), ended_at=None, started_at__gt=at - LONGEST)
    session = sessions.select_related("invitation__instrument_version", "invitation__organisation").first()
    if session is None or session.last_seen_at <= at - _idle(session.invitation):
        return None
    filling = Filling(session, session.invitation)
    if filling.is_sent or filling.is_declined:
        return filling
    is_alive = _open(Invitation.objects.alive(at=at)).filter(pk=filling.invitation.pk).exists()
    return filling if is_alive else None


def filling_of_request(request: HttpRequest, cookie: str, *, at: datetime) -> Filling | None:
    return filling_of(request.COOKIES.get(cookie, ""), at=at)


def _idle(invitation: Invitation) -> timedelta:
    return IDLE_HANDED_OVER if invitation.mode == AdministrationMode.HANDED_OVER else IDLE


def _open(invitations: InvitationQuerySet) -> InvitationQuerySet:
    """Only while care runs: with its end all links end."""
    running = invitations.filter(family__episodes__isnull=False, family__episodes__ended_on=None)
    return running.select_related("organisation", "instrument_version")
