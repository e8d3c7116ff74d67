"""What the rows of lists and scores refuse, and who sees them."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from koers.measurements.models import Administration, Score
from tests.factories.world import World, day, fill_in


def administration(world: World, **changes) -> Administration:
    facts = {
        "organisation": world.organisation,
        "family": world.linde,
        "parent": world.mother,
        "child": world.linde.children.get(),
        "instrument_version": world.short,
        "instrument_id": "voorbeeld-10",
        "filled_on": day(1),
        "mode": "paper",
        "state": "sent",
        "source": "answered",
        "answers": {},
        "entered_by": "test",
        "created_at": timezone.now(),
    }
    return Administration(**(facts | changes))


def refused(row) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_T20_a_list_belongs_to_one_person_child_version_and_day(world: World) -> None:
    refused(administration(world, filled_on=day(6)))
    administration(world, parent=world.father, filled_on=day(6)).save()
    for missing in ("parent", "child", "instrument_version"):
        refused(administration(world, **{missing: None}))


def test_a_form_is_stored_once(world: World) -> None:
    key = uuid.uuid4()
    administration(world, form_key=key).save()
    refused(administration(world, form_key=key, filled_on=day(2)))


def test_only_a_derived_list_has_a_source_and_it_always_has_one(world: World) -> None:
    refused(administration(world, source="derived"))
    refused(administration(world, derived_from=fill_in(world, world.mother, days_ago=3)))


def test_only_a_list_taken_over_has_no_answers(world: World) -> None:
    refused(administration(world, answers=None))
    refused(administration(world, source="taken_over", answers={}))


def test_S5_a_score_without_t_says_why_and_one_with_t_does_not(world: World) -> None:
    row = administration(world)
    row.save()
    refused(Score(administration=row, scale="total", is_primary=True))
    refused(Score(administration=row, scale="total", is_primary=True, t_score=50.0, reason="no_norms"))


def test_a_stored_score_never_changes(world: World) -> None:
    stored = Score.objects.filter(t_score__isnull=False)[0]
    stored.t_score = 1.0
    with pytest.raises(TypeError):
        stored.save()


@pytest.mark.parametrize(
    ("name", "n"),
    [("worker", 10), ("scientist", 10), ("lead", 10), ("colleague", 0), ("stranger", 0), ("admin", 0)],
)
def test_lists_and_scores_are_seen_with_their_family(world: World, name: str, n: int) -> None:
    actor = world.actor(name)
    assert Administration.objects.visible_to(actor).count() == n
    assert Score.objects.visible_to(actor).filter(is_primary=True).count() == n


def test_practice_families_are_in_no_count(world: World) -> None:
    world.linde.__class__.objects.filter(name="Linde").update(is_practice=True)
    assert Administration.objects.counted().count() == 0
