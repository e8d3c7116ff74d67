"""What an import would do, row by row, in words that tell nothing beyond the file itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koers.access.actor import Actor
from koers.access.roles import Role
from koers.interop.actions import ImportReport
from koers.interop.rows import RowProblem
from koers.organisations.models import Membership

MOST_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class ReportLine:
    row: int
    family: str
    what: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The report of a trial."""

    summary: str
    without_t: str
    button: str
    lines: list[ReportLine]

    @classmethod
    def of(cls, report: ImportReport) -> Self:
        return cls(
            summary=amounts(report),
            without_t=_without_t(report.n_without_t),
            button=ngettext("Store %(n)d list", "Store %(n)d lists", report.n_lists) % {"n": report.n_lists},
            lines=[
                ReportLine(line.row, line.family, _("new family") if line.is_new_family else _("family"))
                for line in report.rows
            ],
        )


def amounts(report: ImportReport) -> str:
    lists = ngettext("%(n)d list", "%(n)d lists", report.n_lists) % {"n": report.n_lists}
    families = ngettext("%(n)d new family", "%(n)d new families", report.n_families) % {
        "n": report.n_families
    }
    return _("%(lists)s, %(families)s") % {"lists": lists, "families": families}


def _without_t(number: int) -> str:
    if not number:
        return ""
    words = ngettext(
        "%(n)d list gets no T-score: too many answers are empty, or the norms do not cover the child's age.",
        "%(n)d lists get no T-score: too many answers are empty, or the norms do not cover the child's age.",
        number,
    )
    return words % {"n": number}


@dataclass(frozen=True, slots=True)
class ProblemsBox:
    """Why nothing was stored: a sentence per row, as far as they fit on a page."""

    lines: list[str]
    more: str

    @classmethod
    def of(cls, problems: Sequence[RowProblem]) -> Self:
        more = len(problems) - MOST_PROBLEMS
        rest = ngettext("And %(n)d more.", "And %(n)d more.", max(more, 1)) % {"n": more} if more > 0 else ""
        return cls([_capital(str(problem)) for problem in problems[:MOST_PROBLEMS]], rest)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def workers(actor: Actor, *, today: date) -> list[tuple[str, str]]:
    """User name and name of who can take a family: workers with a team."""
    memberships = (
        Membership.objects.visible_to(actor)
        .live(today=today)
        .filter(role=Role.PRACTITIONER, team__isnull=False, user__is_active=True)
        .select_related("user", "team")
        .order_by("user__full_name")
    )
    found = {one.user.username: f"{one.user.full_name} ({one.team.name})" for one in memberships if one.team}
    return list(found.items())
