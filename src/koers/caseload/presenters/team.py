"""The stagnation overview for behavioural scientist and team lead (P-T1): no totals, no order of workers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from koers.caseload.team_points import TeamPoint
from koers.families.wording import listed_name
from koers.trajectories.models import PointState, StoredSignal
from koers.trajectories.presenters.points import answered_words
from koers.trajectories.signals.attention import ORDER, level_of, main_of
from koers.trajectories.wording.dates import day
from koers.trajectories.wording.points import STATES, held_of, short_words

SHOWN: dict[str, StrOrPromise] = {
    "": gettext_lazy("All"),
    "open": gettext_lazy("Not answered"),
    "recognised": gettext_lazy("Recognised"),
    "held": gettext_lazy("As expected"),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What the address asks for: state of the point, team."""

    shown: str = ""
    team: UUID | None = None

    def address(self, *, shown: str | None = None, team: UUID | None = None) -> str:
        query = QueryDict(mutable=True)
        if shown if shown is not None else self.shown:
            query["shown"] = self.shown if shown is None else shown
        if team or self.team:
            query["team"] = str(team or self.team)
        return f"?{query.urlencode()}"


@dataclass(frozen=True, slots=True)
class TeamRow:
    name: str
    address: str
    worker: str
    level: str
    points: tuple[str, ...]
    since: str
    said: str
    tried: str


@dataclass(frozen=True, slots=True)
class FilterLink:
    text: str
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class TeamPage:
    rows: tuple[TeamRow, ...]
    held: tuple[TeamRow, ...]
    filters: tuple[FilterLink, ...]
    teams: tuple[FilterLink, ...]
    last_judged: str
    all_address: str


def team_page(
    found: Sequence[TeamPoint], wanted: Filter, *, today: date, judged_on: date | None, sees_held: bool
) -> TeamPage:
    in_team = [one for one in found if wanted.team in (None, one.family.team_id)]
    rows = [(one, _open(one, today)) for one in in_team]
    held = [(one, tuple(s for s in one.signals if s.is_held(today))) for one in in_team if sees_held]
    shown = wanted.shown if wanted.shown in SHOWN else ""
    ordered = sorted(
        (pair for pair in rows if _fits(pair[1], shown)), key=lambda pair: _place(pair[0], pair[1], today)
    )
    wants_held = shown in ("", "held")
    return TeamPage(
        rows=tuple(_row(one, signals, today) for one, signals in ordered),
        held=tuple(_row(one, signals, today) for one, signals in held if signals and wants_held),
        filters=tuple(
            FilterLink(str(text), wanted.address(shown=key), key == shown)
            for key, text in SHOWN.items()
            if key != "held" or sees_held
        ),
        teams=_teams(found, wanted),
        last_judged=day(judged_on) if judged_on else "",
        all_address=reverse("caseload:families"),
    )


def _open(one: TeamPoint, today: date) -> tuple[StoredSignal, ...]:
    return tuple(signal for signal in one.signals if not signal.is_held(today))


def _fits(signals: tuple[StoredSignal, ...], shown: str) -> bool:
    if shown == "recognised":
        return any(one.state == PointState.RECOGNISED for one in signals)
    if shown == "open":
        return any(one.state != PointState.RECOGNISED for one in signals)
    return bool(signals) and shown != "held"


def _place(one: TeamPoint, signals: tuple[StoredSignal, ...], today: date) -> tuple[int, date, str]:
    nearest = min(ORDER.index(level_of(signal, today=today)) for signal in signals)
    return nearest, min(signal.since_on for signal in signals), one.family.name.casefold()


def _row(one: TeamPoint, signals: tuple[StoredSignal, ...], today: date) -> TeamRow:
    main = main_of(signals, today=today) or signals[0]
    finding = getattr(main, "finding", None)
    said = answered_words(main) or listed_name(str(STATES[main.state]))
    if finding is not None:
        said = _("Stagnation established by %(who)s.") % {"who": finding.confirmed_by}
    return TeamRow(
        name=one.family.name,
        address=reverse("trajectories:profile", args=[one.family.pk]),
        worker=one.worker,
        level=level_of(main, today=today).value,
        points=tuple(_words(signal, one.names.get(signal.parent_id, ""), today) for signal in signals),
        since=day(min(signal.since_on for signal in signals)),
        said=said,
        tried=_("Nothing recorded yet"),
    )


def _words(signal: StoredSignal, name: str, today: date) -> str:
    if signal.is_held(today):
        return held_of(signal, name)
    return short_words(signal, name)


def _teams(found: Sequence[TeamPoint], wanted: Filter) -> tuple[FilterLink, ...]:
    teams = {one.family.team_id: one.family.team.name for one in found}
    if len(teams) < 2:
        return ()
    return tuple(
        FilterLink(name, wanted.address(team=key), key == wanted.team)
        for key, name in sorted(teams.items(), key=lambda pair: pair[1])
    )
