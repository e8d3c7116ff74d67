"""Where it stands with asking a person, with the reason in words (UX U13)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django_stubs_ext import StrOrPromise

from koers.access.actor import Actor
from koers.access.roles import Permission
from koers.families.models import Family
from koers.measurements.models import (
    Administration,
    AdministrationMode,
    AdministrationSource,
    AdministrationState,
    Invitation,
    InvitationEnd,
)

ENDED: Mapping[InvitationEnd, StrOrPromise] = {
    InvitationEnd.REFUSED: gettext_lazy("Would rather not this time (%(day)s)."),
    InvitationEnd.STOPPED: gettext_lazy("Wants no more questions (%(day)s)."),
    InvitationEnd.NOT_MINE: gettext_lazy("Said that the link was for someone else (%(day)s)."),
    InvitationEnd.WITHDRAWN: gettext_lazy("Link withdrawn on %(day)s."),
}


# Beside the name in a list of many families.
ENDED_SHORT: Mapping[InvitationEnd, StrOrPromise] = {
    InvitationEnd.REFUSED: gettext_lazy("would rather not"),
    InvitationEnd.STOPPED: gettext_lazy("wants no more lists"),
    InvitationEnd.NOT_MINE: gettext_lazy("link went astray"),
}


@dataclass(frozen=True, slots=True)
class Request:
    """The newest time that somebody was asked: until when the link works, and how it ended."""

    made_at: datetime
    expires_at: datetime
    end: InvitationEnd | None = None
    ended_at: datetime | None = None

    @classmethod
    def of(cls, invitation: Invitation) -> Self:
        end = InvitationEnd(invitation.ended_reason) if invitation.ended_reason else None
        return cls(invitation.made_at, invitation.expires_at, end, invitation.ended_at)

    @property
    def has_stopped(self) -> bool:
        return self.end is InvitationEnd.STOPPED

    @property
    def refused_on(self) -> date | None:
        """A no to this list is an answer: the next one counts from there."""
        refused = self.end is InvitationEnd.REFUSED and self.ended_at is not None
        return timezone.localdate(self.ended_at) if refused else None


def newest_requests(actor: Actor, family_ids: Iterable[UUID]) -> dict[UUID, Request]:
    """The newest request to each parent of these families, in one query; none for who may not ask parents."""
    if not actor.can(Permission.LINK_ISSUE):
        return {}
    rows = Invitation.objects.visible_to(actor).filter(family__in=family_ids)
    rows = rows.exclude(ended_reason=InvitationEnd.REISSUED).order_by("made_at")
    fields = rows.values_list("parent_id", "made_at", "expires_at", "ended_reason", "ended_at")
    return {
        parent_id: Request(made_at, expires_at, InvitationEnd(end) if end else None, ended_at)
        for parent_id, made_at, expires_at, end, ended_at in fields
    }


def request_words(request: Request, *, at: datetime) -> str:
    """How the newest request ended, in a few words; empty when a later list answered it."""
    if request.end is None:
        return _("asked") if request.expires_at > at else _("no answer")
    return str(ENDED_SHORT.get(request.end, ""))


def newest_invitations(actor: Actor, family_id: UUID) -> dict[UUID, Invitation]:
    """The newest invitation of each parent of a family, by parent; replaced ones do not count."""
    rows = Invitation.objects.visible_to(actor).filter(family=family_id)
    rows = rows.exclude(ended_reason=InvitationEnd.REISSUED)
    return {invitation.parent_id: invitation for invitation in rows.order_by("made_at")}


def newest_lists(actor: Actor, family: Family) -> dict[UUID, Administration]:
    """The newest list that each parent filled in, by parent."""
    rows = Administration.objects.visible_to(actor).current().filter(family=family)
    rows = rows.exclude(source=AdministrationSource.DERIVED).order_by("filled_on", "created_at")
    return {administration.parent_id: administration for administration in rows}


def asked_of(
    actor: Actor,
    requests: Mapping[UUID, Request | None],
    lists: Mapping[UUID, Administration],
    *,
    at: datetime,
) -> dict[UUID, str]:
    """What stands beside the last list of each person; nothing for who may not ask.

    requests: the newest one to each person, where no list came after it.
    """
    if not actor.can(Permission.LINK_ISSUE):
        return {}
    return {key: _beside(request, lists.get(key), at=at) for key, request in requests.items()}


def _beside(request: Request | None, newest: Administration | None, *, at: datetime) -> str:
    if newest is None or _is_newer(request, newest):
        return asked(request, newest, at=at)
    if newest.state == AdministrationState.PARTLY:
        return _("Partly filled in.")
    return _("On paper.") if newest.mode == AdministrationMode.PAPER else ""


def _is_newer(request: Request | None, newest: Administration) -> bool:
    return request is not None and request.made_at > newest.created_at


def asked(request: Request | None, newest: Administration | None, *, at: datetime) -> str:
    """One sentence for one person: not asked, asked on, partly, on paper, would rather not, stopped."""
    if newest is not None and not _is_newer(request, newest):
        return _list_words(newest)
    if request is None:
        return _("Not asked yet.")
    day = _day(request.ended_at or request.made_at)
    if request.end is not None and request.end in ENDED:
        return str(ENDED[request.end]) % {"day": day}
    if request.expires_at <= at:
        return _("Asked on %(day)s. The link has ended without an answer.") % {"day": day}
    return _("Asked on %(day)s. No answer yet.") % {"day": day}


def _list_words(newest: Administration) -> str:
    day = date_format(newest.filled_on, pgettext("date format", "j F"))
    if newest.state == AdministrationState.PARTLY:
        return _("Partly filled in on %(day)s.") % {"day": day}
    if newest.mode == AdministrationMode.PAPER:
        return _("On paper on %(day)s.") % {"day": day}
    return _("Answered on %(day)s.") % {"day": day}


def _day(moment: datetime) -> str:
    return date_format(timezone.localdate(moment), pgettext("date format", "j F"))


def has_stopped(invitation: Invitation | None) -> bool:
    return invitation is not None and invitation.ended_reason == InvitationEnd.STOPPED


def is_alive(invitation: Invitation | None, *, at: datetime) -> bool:
    return invitation is not None and invitation.ended_at is None and invitation.expires_at > at


def due(parent_ids: Sequence[UUID], last: Mapping[UUID, Administration], *, before: datetime) -> set[UUID]:
    """Who has no list yet, or none since a day."""
    return {one for one in parent_ids if one not in last or last[one].filled_on <= timezone.localdate(before)}
