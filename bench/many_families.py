"""A database with many families, beside the small world of the tests whose pages are measured."""

import uuid
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
from tests.factories.world import World

CASELOAD = 15  # families of one worker
LISTS = 4  # per parent; more cost minutes and change no query
BATCH = 2_000


def add_families(world: World, number: int) -> None:
    """Rows as the actions make them, written in bulk: only their number matters here."""
    families = [
        Family(organisation=world.organisation, team=world.teams["West"], code=f"B{at}", name=f"Bank {at}")
        for at in range(number)
    ]
    Family.objects.bulk_create(families, BATCH)
    add_people(families)
    parents = add_parents(families)
    add_lists(world, parents)


def add_people(families: list[Family]) -> None:
    workers = [User(username=f"b{at}", full_name=f"B {at}") for at in range(len(families) // CASELOAD + 1)]
    User.objects.bulk_create(workers, BATCH)
    now = timezone.now()
    CaseAssignment.objects.bulk_create(
        [
            CaseAssignment(
                family=family,
                user=workers[at // CASELOAD],
                kind=AssignmentKind.RESPONSIBLE,
                from_at=now,
                granted_by="bench",
            )
            for at, family in enumerate(families)
        ],
        BATCH,
    )
    day = timezone.localdate() - timedelta(days=300)
    CareEpisode.objects.bulk_create(
        [CareEpisode(family=family, started_on=day) for family in families], BATCH
    )


def add_parents(families: list[Family]) -> list[tuple[Parent, Child]]:
    children = [Child(family=family, birth_date=date(2017, 5, 1), code="K1") for family in families]
    Child.objects.bulk_create(children, BATCH)
    pairs = [
        (Parent(family=child.family, relation=relation, code=f"P{slot}", slot=slot), child)
        for child in children
        for slot, relation in enumerate((Relation.MOTHER, Relation.FATHER), start=1)
    ]
    Parent.objects.bulk_create([parent for parent, _child in pairs], BATCH)
    return pairs


def add_lists(world: World, pairs: list[tuple[Parent, Child]]) -> None:
    answers = dict.fromkeys((item.id for item in world.short.instrument.items), 2)
    now, today = timezone.now(), timezone.localdate()
    rows = [
        Administration(
            organisation=world.organisation,
            family_id=parent.family_id,
            parent=parent,
            child=child,
            instrument_version=world.short,
            instrument_id=world.short.instrument_id,
            filled_on=today - timedelta(days=30 * at),
            mode=AdministrationMode.PAPER,
            state=AdministrationState.SENT,
            source=AdministrationSource.ANSWERED,
            answers=answers,
            form_key=uuid.uuid4(),
            entered_by="bench",
            created_at=now,
        )
        for parent, child in pairs
        for at in range(LISTS)
    ]
    Administration.objects.bulk_create(rows, BATCH)
    scores = (
        Score(administration=row, scale="total", is_primary=True, raw_score=30, t_score=61.5, band="mild")
        for row in rows
    )
    Score.objects.bulk_create(scores, BATCH)
