"""The log on a page: when, who in which role, what, about which file."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koers.access.actor import Actor
from koers.audit.events import Event
from koers.audit.family_files import families_with
from koers.audit.models import AuditEvent, AuditEventQuerySet
from koers.audit.visits import Sheet, Visit
from koers.audit.wanted import Wanted
from koers.audit.wording import EVENT_NAMES, OUTCOME_NAMES

LINES_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class LogLine:
    """began_at: of a visit with several pages, when the first of them was opened; else None."""

    at: datetime
    began_at: datetime | None
    who: str
    role: str
    what: str
    outcome: str
    reference: str

    @classmethod
    def of(cls, visit: Visit) -> Self:
        line = visit.newest
        return cls(
            at=line.at,
            began_at=visit.began_at if visit.n_pages > 1 else None,
            who=line.actor_label,
            role=line.role,
            what=_what(visit),
            outcome=str(OUTCOME_NAMES.get(line.outcome, line.outcome)),
            reference=str(line.family_id)[:8] if line.family_id else "",
        )


def _what(visit: Visit) -> str:
    if visit.n_pages == 1:
        return str(EVENT_NAMES[Event(visit.newest.event)])
    words = ngettext("looked at %(n)s page of a family", "looked at %(n)s pages of a family", visit.n_pages)
    return words % {"n": visit.n_pages}


@dataclass(frozen=True, slots=True)
class LogPage:
    """n_lines: how many lines the log holds of what was asked for. newer, older: addresses of the pages
    beside this one, empty where there is none. nothing: what stands there instead of lines."""

    lines: list[LogLine]
    n_lines: int
    number: int
    newer: str
    older: str
    nothing: str

    @classmethod
    def of(cls, actor: Actor, wanted: Wanted, number: int) -> Self:
        """number: of the page, from 1."""
        events = _asked_for(actor, wanted)
        lines = events.order_by("-at", "-id").iterator()
        sheet = Sheet.read(lines, number=number, size=LINES_ON_A_PAGE)
        return cls(
            lines=[LogLine.of(visit) for visit in sheet.visits],
            n_lines=events.count(),
            number=number,
            newer=wanted.address(number - 1) if number > 1 else "",
            older=wanted.address(number + 1) if sheet.has_more else "",
            nothing="" if sheet.visits else _nothing(wanted),
        )


def _asked_for(actor: Actor, wanted: Wanted) -> AuditEventQuerySet:
    events = AuditEvent.objects.visible_to(actor)
    if wanted.code:
        events = events.filter(family_id__in=families_with(actor.organisation_id, wanted.code))
    if wanted.first_moment:
        events = events.filter(at__gte=wanted.first_moment)
    return events.filter(at__lt=wanted.end) if wanted.end else events


def _nothing(wanted: Wanted) -> str:
    if wanted.code:
        return _("Nobody looked at a family with this code in this period, or no family has it.")
    return _("Nobody looked at anything in this period.")
