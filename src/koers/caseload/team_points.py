"""Which families of the teams stand still or get worse, since when, and what was tried (J18)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from koers.access.actor import Actor
from koers.families.households import households
from koers.families.models import AssignmentKind, CareEpisode, CaseAssignment, Family
from koers.families.wording import names_of
from koers.trajectories import policies
from koers.trajectories.models import POINT_KINDS, PointState, StoredSignal
from koers.trajectories.signals.rules import are_named


@dataclass(frozen=True, slots=True)
class TeamPoint:
    """One family with the signals that are open or recognised; names: of the parents in them."""

    family: Family
    signals: tuple[StoredSignal, ...]
    names: dict[UUID, str]
    worker: str


def read_team(actor: Actor) -> list[TeamPoint]:
    """Families in care with a point that nobody said "not so" to; the same few queries for any number."""
    signals = defaultdict(list)
    for signal in _signals(actor):
        if not signal.evidence["labels_only"]:
            signals[signal.family_id].append(signal)
    families = Family.objects.visible_to(actor).filter(pk__in=list(signals)).select_related("team")
    workers = _workers(actor, list(signals))
    return [
        TeamPoint(
            family=one.family,
            signals=tuple(signals[one.family.pk]),
            names=names_of(one.parents),
            worker=workers.get(one.family.pk, ""),
        )
        for one in households(families)
    ]


def _signals(actor: Actor) -> Sequence[StoredSignal]:
    if not policies.sees_signals(actor) or not are_named(actor.organisation_id):
        return ()
    running = CareEpisode.objects.visible_to(actor).running().values("family_id")
    rows = StoredSignal.objects.visible_to(actor).current().filter(kind__in=POINT_KINDS, family__in=running)
    return tuple(rows.exclude(state=PointState.NOT_RECOGNISED).select_related("finding", "administration"))


def _workers(actor: Actor, ids: list[UUID]) -> dict[UUID, str]:
    grants = CaseAssignment.objects.visible_to(actor).live(at=timezone.now())
    responsible = grants.filter(family__in=ids, kind=AssignmentKind.RESPONSIBLE)
    return dict(responsible.values_list("family_id", "user__full_name"))


def last_judged(actor: Actor) -> date | None:
    """The day of the newest judgement in these teams: what an empty page is up to date with. None while the
    organisation shows no judgements."""
    if not policies.sees_signals(actor) or not are_named(actor.organisation_id):
        return None
    newest = StoredSignal.objects.visible_to(actor).current().order_by("-evaluated_at").first()
    return timezone.localdate(newest.evaluated_at) if newest else None
