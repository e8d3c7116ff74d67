"""The stagnation overview for behavioural scientist and team lead (P-T1): no totals, no order of workers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from koers.caseload.team_points import TeamPoint
from koers.families.wording import listed_name
from koers.measurements.wording import how_long
from koers.psychometrics import SignalKind
from koers.trajectories.models import PointState, StoredSignal
from koers.trajectories.presenters.points import answered_words
from koers.trajectories.signals.attention import ORDER, level_of, main_of
from koers.trajectories.wording.dates import day, short_day, short_day_of_year
from koers.trajectories.wording.points import STATES, held_of, not_calibrated, short_words

SHOWN: Mapping[str, StrOrPromise] = {
    "": gettext_lazy("All"),
    "open": gettext_lazy("Not answered"),
    "recognised": gettext_lazy("Recognised"),
    "held": gettext_lazy("As expected"),
}
KINDS: Mapping[str, StrOrPromise] = {
    "": gettext_lazy("Every talking point"),
    SignalKind.STAGNATION.value: gettext_lazy("No clear decline"),
    SignalKind.DETERIORATION.value: gettext_lazy("Rising stress"),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What the address asks for: state of the point, its kind, team. Anything else filters nothing."""

    shown: str = ""
    kind: str = ""
    team: UUID | None = None

    @classmethod
    def of(cls, shown: str, kind: str, team: UUID | None) -> "Filter":
        return cls(shown if shown in SHOWN else "", kind if kind in KINDS else "", team)

    @property
    def address(self) -> str:
        """The same choice as a query, to share: whoever follows it sees the own teams only."""
        chosen = {"shown": self.shown, "kind": self.kind, "team": str(self.team or "")}
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in chosen.items() if value})
        return f"?{query.urlencode()}"

    @property
    def is_chosen(self) -> bool:
        return self != Filter()

    def fits(self, signal: StoredSignal) -> bool:
        if self.kind and signal.kind != self.kind:
            return False
        if self.shown == "recognised":
            return signal.state == PointState.RECOGNISED
        return self.shown != "open" or signal.state != PointState.RECOGNISED


@dataclass(frozen=True, slots=True)
class TeamRow:
    """next_date: when the next list is planned."""

    name: str
    address: str
    worker: str
    level: str
    points: tuple[str, ...]
    since: str
    long: str
    said: str
    tried: str
    next_date: str


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One point that an agreed rise holds back: whose, what, since when, and until when (S11)."""

    name: str
    address: str
    worker: str
    point: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class FilterLink:
    text: str
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class TeamPage:
    """nothing: what stands there instead of rows. is_off: the organisation shows no talking points.
    print_address: the same choice as a meeting list."""

    rows: tuple[TeamRow, ...]
    held: tuple[HeldRow, ...]
    filters: tuple[tuple[FilterLink, ...], ...]
    chosen: str
    is_filtered: bool
    nothing: str
    is_off: bool
    calibration: str
    all_address: str
    print_address: str
    today: str


@dataclass(frozen=True, slots=True)
class Team:
    """What the view fetched. judged_on: the day of the newest judgement. sees_held: who may know what was
    agreed. interval_days: how often a list is planned."""

    found: Sequence[TeamPoint]
    today: date
    judged_on: date | None
    sees_held: bool
    interval_days: int
    is_off: bool

    def page(self, wanted: Filter) -> TeamPage:
        rows = [(one, self._shown(one, wanted)) for one in self._in(wanted)]
        ordered = sorted((pair for pair in rows if pair[1]), key=lambda pair: self._place(*pair))
        held = self._held(wanted)
        return TeamPage(
            rows=tuple(self._row(one, signals) for one, signals in ordered),
            held=tuple(held),
            filters=tuple(links for links in self._filters(wanted) if len(links) > 1),
            chosen=self._chosen(wanted),
            is_filtered=wanted.is_chosen,
            nothing="" if ordered or (held and wanted.shown) else self._nothing(wanted),
            is_off=self.is_off,
            calibration=not_calibrated(signal for one in self.found for signal in one.signals),
            all_address=reverse("caseload:families"),
            print_address=f"{reverse('caseload:meeting')}{wanted.address if wanted.is_chosen else ''}",
            today=day(self.today),
        )

    def _nothing(self, wanted: Filter) -> str:
        if wanted.is_chosen and self.found:
            return _("No families fit this choice.")
        if self.judged_on is None:
            return _("No families with an open talking point. No list was judged yet.")
        words = _("No families with an open talking point. The newest list was looked at on %(day)s.")
        return words % {"day": day(self.judged_on)}

    def _in(self, wanted: Filter) -> list[TeamPoint]:
        return [one for one in self.found if wanted.team in (None, one.family.team_id)]

    def _shown(self, one: TeamPoint, wanted: Filter) -> tuple[StoredSignal, ...]:
        """Held-back points stand in a list of their own."""
        if wanted.shown == "held":
            return ()
        return tuple(s for s in one.signals if not s.is_held(self.today) and wanted.fits(s))

    def _place(self, one: TeamPoint, signals: tuple[StoredSignal, ...]) -> tuple[int, date, str]:
        """The nearest level, then what stands longest."""
        nearest = min(ORDER.index(level_of(signal, today=self.today)) for signal in signals)
        return nearest, min(signal.since_on for signal in signals), one.family.name.casefold()

    def _row(self, one: TeamPoint, signals: tuple[StoredSignal, ...]) -> TeamRow:
        main = main_of(signals, today=self.today) or signals[0]
        since = min(signal.since_on for signal in signals)
        return TeamRow(
            name=one.family.name,
            address=reverse("trajectories:profile", args=[one.family.pk]),
            worker=one.worker,
            level=level_of(main, today=self.today).value,
            points=tuple(short_words(each, one.names.get(each.parent_id, "")) for each in signals),
            since=short_day_of_year(since),
            long=how_long((self.today - since).days),
            said=_said(main),
            tried=_("nothing recorded yet"),
            next_date=self._next_date(signals),
        )

    def _next_date(self, signals: Sequence[StoredSignal]) -> str:
        """When the list after the newest one of these people is planned."""
        newest: date = min(signal.administration.counts_from for signal in signals)
        planned = newest + timedelta(days=self.interval_days)
        words = _("List was due on %(day)s") if planned < self.today else _("List on %(day)s")
        return words % {"day": short_day(planned)}

    def _held(self, wanted: Filter) -> list[HeldRow]:
        if not self.sees_held or wanted.shown not in ("", "held"):
            return []
        kind_only = replace(wanted, shown="")
        rows = [
            (signal.held_until or self.today, one, signal)
            for one in self._in(wanted)
            for signal in one.signals
            if signal.is_held(self.today) and kind_only.fits(signal)
        ]
        ordered = sorted(rows, key=lambda row: (row[0], row[1].family.name.casefold()))
        return [_held_row(one, signal, until) for until, one, signal in ordered]

    def _filters(self, wanted: Filter) -> list[tuple[FilterLink, ...]]:
        teams = {one.family.team_id: one.family.team.name for one in self.found}
        by_name = sorted(teams.items(), key=lambda pair: pair[1])
        every_team: list[tuple[UUID | None, str]] = [(None, _("Every team")), *by_name]
        shown = [(key, text) for key, text in SHOWN.items() if key != "held" or self.sees_held]
        return [
            tuple(_link(str(text), replace(wanted, shown=key), wanted) for key, text in shown),
            tuple(_link(str(text), replace(wanted, kind=key), wanted) for key, text in KINDS.items()),
            tuple(_link(text, replace(wanted, team=key), wanted) for key, text in every_team)
            if len(teams) > 1
            else (),
        ]

    def _chosen(self, wanted: Filter) -> str:
        """The choice in words, for a page on which the links cannot be followed."""
        current = [link.text for links in self._filters(wanted) for link in links if link.is_current]
        return ", ".join([current[0], *(text[:1].lower() + text[1:] for text in current[1:])])


def _link(text: str, target: Filter, wanted: Filter) -> FilterLink:
    return FilterLink(text, target.address, target == wanted)


def _said(signal: StoredSignal) -> str:
    finding = getattr(signal, "finding", None)
    if finding is not None:
        return _("Stagnation established by %(who)s.") % {"who": finding.confirmed_by}
    return answered_words(signal) or listed_name(str(STATES[signal.state]))


def _held_row(one: TeamPoint, signal: StoredSignal, until: date) -> HeldRow:
    return HeldRow(
        name=one.family.name,
        address=reverse("trajectories:profile", args=[one.family.pk]),
        worker=one.worker,
        point=held_of(signal, one.names.get(signal.parent_id, "")),
        since=day(signal.since_on),
        until=day(until),
    )
