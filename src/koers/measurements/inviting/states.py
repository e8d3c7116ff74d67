"""Where it stands with asking a person, with the reason in words (UX U13)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django_stubs_ext import StrOrPromise

from koers.access.actor import Actor
from koers.access.roles import Permission
from koers.families.models import Family, Parent
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
    actor: Actor, parents: Sequence[Parent], lists: Mapping[UUID, Administration], *, at: datetime
) -> dict[UUID, str]:
    """What stands beside the last list of each person of one family; nothing for who may not ask."""
    if not actor.can(Permission.LINK_ISSUE) or not parents:
        return {}
    invitations = newest_invitations(actor, parents[0].family_id)
    return {one.pk: _beside(invitations.get(one.pk), lists.get(one.pk), at=at) for one in parents}


def _beside(invitation: Invitation | None, newest: Administration | None, *, at: datetime) -> str:
    if newest is None or _is_newer(invitation, newest):
        return asked(invitation, newest, at=at)
    if newest.state == AdministrationState.PARTLY:
        return _("Partly filled in.")
    return _("On paper.") if newest.mode == AdministrationMode.PAPER else ""


def _is_newer(invitation: Invitation | None, newest: Administration) -> bool:
    return invitation is not None and invitation.made_at > newest.created_at


def asked(invitation: Invitation | None, newest: Administration | None, *, at: datetime) -> str:
    """One sentence for one person: not asked, asked on, partly, on paper, would rather not, stopped."""
    if newest is not None and not _is_newer(invitation, newest):
        return _list_words(newest)
    if invitation is None:
        return _("Not asked yet.")
    day = _day(invitation.ended_at or invitation.made_at)
    if invitation.ended_reason in ENDED:
        return str(ENDED[InvitationEnd(invitation.ended_reason)]) % {"day": day}
    if invitation.expires_at <= at:
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
