"""Where it stands with asking a person, with the reason in words (UX U13)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
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
NOES = frozenset({InvitationEnd.REFUSED, InvitationEnd.STOPPED})


@dataclass(frozen=True, slots=True)
class Request:
    """The newest time that somebody was asked: until when the link works, and how it ended.

    withdrawn_at: of a link made after a no; that it was withdrawn takes the no not away.
    """

    made_at: datetime
    expires_at: datetime
    end: InvitationEnd | None = None
    ended_at: datetime | None = None
    withdrawn_at: datetime | None = None

    @classmethod
    def of(cls, invitation: Invitation) -> Self:
        end = InvitationEnd(invitation.ended_reason) if invitation.ended_reason else None
        return cls(invitation.made_at, invitation.expires_at, end, invitation.ended_at)

    @property
    def has_stopped(self) -> bool:
        return self.end is InvitationEnd.STOPPED

    @property
    def no_on(self) -> date | None:
        """The day of a no, to this list or for good."""
        return timezone.localdate(self.ended_at) if self.end in NOES and self.ended_at else None

    @property
    def refused_on(self) -> date | None:
        """A no to this list is an answer: the next one counts from there."""
        return None if self.has_stopped else self.no_on

    def stands_after(self, newest: Administration | None) -> bool:
        """Whether no list came after it. A paper list of before a no, entered later, takes no no away."""
        if newest is None or self.made_at > newest.created_at:
            return True
        return self.no_on is not None and newest.filled_on < self.no_on


def newest_requests(actor: Actor, family_ids: Iterable[UUID]) -> dict[UUID, Request]:
    """The newest request to each parent of these families, in one query. Who may not ask parents learns of a
    no alone."""
    may_ask = actor.can(Permission.LINK_ISSUE)
    rows = Invitation.objects.visible_to(actor).filter(family__in=family_ids)
    rows = rows.exclude(ended_reason=InvitationEnd.REISSUED).order_by("made_at")
    fields = rows.values_list("parent_id", "made_at", "expires_at", "ended_reason", "ended_at")
    newest: dict[UUID, Request] = {}
    for parent_id, made_at, expires_at, end, ended_at in fields:
        request = Request(made_at, expires_at, InvitationEnd(end) if end else None, ended_at)
        newest[parent_id] = _after(newest.get(parent_id), request)
    return {key: request for key, request in newest.items() if may_ask or request.no_on}


def _after(before: Request | None, request: Request) -> Request:
    if request.end is InvitationEnd.WITHDRAWN and before is not None and before.no_on:
        return replace(before, withdrawn_at=request.ended_at)
    return request


def request_words(request: Request, *, at: datetime) -> str:
    """How the newest request ended, in a few words; empty when a later list answered it."""
    if request.end is None:
        return _("asked") if request.expires_at > at else _("no answer")
    return str(ENDED_SHORT.get(request.end, ""))


def newest_invitations(actor: Actor, family_id: UUID) -> dict[UUID, Invitation]:
    """The newest invitation of each parent of a family, by parent; replaced ones do not count, and one that
    was withdrawn takes no earlier stop away."""
    rows = Invitation.objects.visible_to(actor).filter(family=family_id)
    found: dict[UUID, Invitation] = {}
    for invitation in rows.exclude(ended_reason=InvitationEnd.REISSUED).order_by("made_at"):
        before = found.get(invitation.parent_id)
        is_withdrawn = invitation.ended_reason == InvitationEnd.WITHDRAWN
        if not (is_withdrawn and before and before.ended_reason == InvitationEnd.STOPPED):
            found[invitation.parent_id] = invitation
    return found


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
    """What stands beside the last list of each person; a no alone for who may not ask.

    requests: the newest one to each person, where no list came after it.
    """
    if actor.can(Permission.LINK_ISSUE):
        return {key: _beside(request, lists.get(key), at=at) for key, request in requests.items()}
    return {key: asked(one, None, at=at) for key, one in requests.items() if one and one.no_on}


def _beside(request: Request | None, newest: Administration | None, *, at: datetime) -> str:
    if newest is None or _stands(request, newest):
        return asked(request, newest, at=at)
    if newest.state == AdministrationState.PARTLY:
        return _("Partly filled in.")
    return _("On paper.") if newest.mode == AdministrationMode.PAPER else ""


def _stands(request: Request | None, newest: Administration | None) -> bool:
    return request is not None and request.stands_after(newest)


def asked(request: Request | None, newest: Administration | None, *, at: datetime) -> str:
    """One sentence for one person: not asked, asked on, partly, on paper, would rather not, stopped."""
    if newest is not None and not _stands(request, newest):
        return _list_words(newest)
    if request is None:
        return _("Not asked yet.")
    day = _day(request.ended_at or request.made_at)
    if request.end is not None and request.end in ENDED:
        said = str(ENDED[request.end]) % {"day": day}
        return f"{said} {_withdrawn(request.withdrawn_at)}" if request.withdrawn_at else said
    if request.expires_at <= at:
        return _("Asked on %(day)s. The link has ended without an answer.") % {"day": day}
    return _("Asked on %(day)s. No answer yet.") % {"day": day}


def _withdrawn(at: datetime) -> str:
    return str(ENDED[InvitationEnd.WITHDRAWN]) % {"day": _day(at)}


def _list_words(newest: Administration) -> str:
    day = short_day(newest.filled_on)
    if newest.state == AdministrationState.PARTLY:
        return _("Partly filled in on %(day)s.") % {"day": day}
    if newest.mode == AdministrationMode.PAPER:
        return _("On paper on %(day)s.") % {"day": day}
    return _("Answered on %(day)s.") % {"day": day}


def _day(moment: datetime) -> str:
    return short_day(timezone.localdate(moment))


def short_day(day: date) -> str:
    return date_format(day, pgettext("date format", "j F"))


def is_alive(invitation: Invitation | None, *, at: datetime) -> bool:
    return invitation is not None and invitation.ended_at is None and invitation.expires_at > at
