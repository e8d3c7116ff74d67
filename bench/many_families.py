"""Rows of many families, as the actions make them but written in bulk: only their number matters here."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.utils import timezone

from koers.accounts.models import User
from koers.families.models import AssignmentKind, CareEpisode, CaseAssignment, Child, Family, Parent, Relation
from koers.measurements.models import (
    Administration,
    AdministrationMode,
    AdministrationSource,
    AdministrationState,
    Score,
)
from koers.trajectories.models import StoredSignal
from tests.factories.world import World

CASELOAD, TEAM = 15, 600  # families of the worker and of the lead of the world, with the two they have
LISTS = 4  # per parent; more cost minutes and change no query
BATCH = 2_000


def add_families(world: World, number: int) -> None:
    team, other = world.teams["Noord"], world.teams["West"]
    families = [
        Family(
            organisation=world.organisation,
            team=team if at < TEAM - 2 else other,
            code=f"B{at}",
            name=f"Bank {at}",
        )
        for at in range(number)
    ]
    Family.objects.bulk_create(families, BATCH)
    add_care(world, families)
    people = add_people(families)
    for start in range(0, len(people), BATCH):
        add_lists(world, people[start : start + BATCH])


def add_care(world: World, families: Sequence[Family]) -> None:
    """Fifteen families for each worker."""
    workers = [User(username=f"b{at}", full_name=f"B {at}") for at in range(len(families) // CASELOAD + 1)]
    User.objects.bulk_create(workers, BATCH)
    now, own = timezone.now(), CASELOAD - 2
    day = timezone.localdate() - timedelta(days=300)
    CareEpisode.objects.bulk_create(
        (CareEpisode(family=family, started_on=day) for family in families), BATCH
    )
    grants = (
        CaseAssignment(
            family=family,
            user=world.person["worker"] if at < own else workers[(at - own) // CASELOAD],
            kind=AssignmentKind.RESPONSIBLE,
            from_at=now,
            granted_by="bench",
        )
        for at, family in enumerate(families)
    )
    CaseAssignment.objects.bulk_create(grants, BATCH)


def add_people(families: Sequence[Family]) -> list[tuple[Parent, Child]]:
    """A child, a mother and a father in each."""
    children = [Child(family=family, birth_date=date(2017, 5, 1), code="K1") for family in families]
    Child.objects.bulk_create(children, BATCH)
    pairs = [
        (Parent(family=child.family, relation=relation, code=f"P{slot}", slot=slot), child)
        for child in children
        for slot, relation in enumerate((Relation.MOTHER, Relation.FATHER), start=1)
    ]
    Parent.objects.bulk_create((parent for parent, _child in pairs), BATCH)
    return pairs


def add_lists(world: World, people: Sequence[tuple[Parent, Child]]) -> None:
    """Lists with their scores, and what the rules said of each course."""
    rows = list(_administrations(world, people))
    Administration.objects.bulk_create(rows)
    scores = (
        Score(administration=row, scale="total", is_primary=True, raw_score=30, t_score=61.5, band="mild")
        for row in rows
    )
    Score.objects.bulk_create(scores)
    StoredSignal.objects.bulk_create(_signals(rows[::LISTS]))


def _administrations(world: World, people: Sequence[tuple[Parent, Child]]) -> Iterator[Administration]:
    """Of each person the newest first."""
    version, now, today = world.short, timezone.now(), timezone.localdate()
    answers = dict.fromkeys((item.id for item in version.instrument.items), 2)
    for parent, child in people:
        for at in range(LISTS):
            yield Administration(
                organisation=world.organisation,
                family_id=parent.family_id,
                parent=parent,
                child=child,
                instrument_version=version,
                instrument_id=version.instrument_id,
                filled_on=today - timedelta(days=5 + 30 * at),
                mode=AdministrationMode.PAPER,
                state=AdministrationState.SENT,
                source=AdministrationSource.ANSWERED,
                answers=answers,
                form_key=uuid.uuid4(),
                entered_by="bench",
                created_at=now,
            )


def _signals(newest: Sequence[Administration]) -> Iterator[StoredSignal]:
    """A talking point for each mother, and nothing to talk about for each father."""
    found = StoredSignal.objects.current().filter(family__name="Linde", instrument_id="voorbeeld-10")[0]
    for last in newest:
        is_point = last.parent.relation == Relation.MOTHER
        yield StoredSignal(
            organisation=last.organisation,
            family_id=last.family_id,
            parent=last.parent,
            child=last.child,
            instrument_id=last.instrument_id,
            administration=last,
            kind="stagnation" if is_point else "on_course",
            strength="attention" if is_point else "",
            certainty=found.certainty,
            evidence=found.evidence,
            since_on=last.filled_on,
            model_version=found.model_version,
            is_own_model=found.is_own_model,
            evaluated_at=found.evaluated_at,
        )
