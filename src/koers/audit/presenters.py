"""The log on a page: when, who in which role, what, about which file."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koers.access.actor import Actor
from koers.audit.events import Event
from koers.audit.family_files import families_with
from koers.audit.forms import LogForm
from koers.audit.models import AuditEvent, AuditEventQuerySet
from koers.audit.visits import Sheet, Visit
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
    def of(cls, actor: Actor, form: LogForm, number: int) -> Self:
        events = _asked_for(actor, form)
        lines = events.order_by("-at", "-id").iterator()
        sheet = Sheet.read(lines, number=number, size=LINES_ON_A_PAGE)
        return cls(
            lines=[LogLine.of(visit) for visit in sheet.visits],
            n_lines=events.count(),
            number=number,
            newer=_address(form, number - 1) if number > 1 else "",
            older=_address(form, number + 1) if sheet.has_more else "",
            nothing="" if sheet.visits else _nothing(form),
        )


def _asked_for(actor: Actor, form: LogForm) -> AuditEventQuerySet:
    events = AuditEvent.objects.visible_to(actor)
    if not form.is_valid():
        return events
    if form.code:
        events = events.filter(family_id__in=families_with(actor.organisation_id, form.code))
    if form.first_moment:
        events = events.filter(at__gte=form.first_moment)
    return events.filter(at__lt=form.end) if form.end else events


def _nothing(form: LogForm) -> str:
    if form.is_valid() and form.code:
        return _("Nobody looked at a family with this code in this period, or no family has it.")
    return _("Nobody looked at anything in this period.")


def _address(form: LogForm, number: int) -> str:
    """The same choice on another page."""
    query = QueryDict(mutable=True)
    chosen = {name: form[name].value() or "" for name in form.fields} | {"page": str(number)}
    query.update({name: value for name, value in chosen.items() if value})
    return f"?{query.urlencode()}"
