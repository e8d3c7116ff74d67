"""A corrected list on the profile: marked in chart and table, old versions below, and nobody asked again."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from koers.measurements.correcting.actions import withdraw_list
from koers.trajectories.actions import skip_expectation
from koers.trajectories.expectations import Expectations
from koers.trajectories.profiles import FamilyScores, Profile
from tests.factories.world import World, day, fill_in
from tests.measurements.test_actions import answers
from tests.measurements.test_correcting import corrected, newest


@pytest.fixture
def worker(world: World, client_of) -> Client:
    client = client_of(world.person["worker"])
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    with translation.override("en"):
        yield client


def profile_of(world: World) -> Profile:
    scores = FamilyScores.read(world.actor("worker"), world.linde)
    return scores.profile(scores.choices()[0])


def opened(client: Client, world: World):
    """The profile after skipping the question before it."""
    address = f"/families/{world.linde.pk}"
    gate = client.get(f"{address}/profile/")
    if gate.context.get("asked"):
        ids = [asked.administration_id for asked, _words in gate.context["asked"]]
        client.post(f"{address}/expectation/", {"skip": "1", "administration": ids})
    return client.get(f"{address}/profile/")


def test_T43_a_corrected_list_is_marked_in_chart_table_and_words(world: World, worker: Client) -> None:
    corrected(world, newest(world), answers=answers(1))
    shown = opened(worker, world)
    row = next(row for row in shown.context["page"].rows if row.correction)
    assert row.source == "filled in, corrected"
    assert row.correction.endswith(": Typed over wrongly.")
    assert "85, serious problems, corrected" in shown.content.decode()


def test_S18_versions_that_no_longer_count_stand_below_the_table(world: World, worker: Client) -> None:
    corrected(world, newest(world), answers=answers(1))
    double = fill_in(world, world.father, days_ago=2)
    withdraw_list(actor=world.actor("worker"), administration=double, reason="Twice.")
    old = opened(worker, world).context["page"].old_versions
    assert [one.what.split(", ")[1] for one in old] == ["mother: 35", "father: 69"]
    assert old[0].why.endswith("Typed over wrongly.")
    assert old[1].why.startswith("withdrawn on")


def test_S18_a_late_paper_list_sorts_in_place(world: World) -> None:
    fill_in(world, world.mother, days_ago=60)
    mother = profile_of(world).with_lists[0]
    assert [point.on for point in mother.points] == [day(120), day(80), day(60), day(40), day(6)]


def test_S18_nobody_is_asked_again_after_a_correction(world: World) -> None:
    actor, old = world.actor("worker"), newest(world)
    skip_expectation(actor=actor, administrations=[old])
    before = Expectations.read(actor, profile_of(world)).pending(profile_of(world))
    corrected(world, corrected(world, old, answers=answers(1)), answers=answers(2))
    after = profile_of(world)
    assert [one.parent_id for one in before] == [world.father.pk]
    assert [one.parent_id for one in Expectations.read(actor, after).pending(after)] == [world.father.pk]


def test_S18_a_list_that_moves_to_another_person_is_new_for_that_person(world: World) -> None:
    actor, old = world.actor("worker"), newest(world)
    skip_expectation(actor=actor, administrations=[old])
    corrected(world, old, parent=world.father)
    after = profile_of(world)
    assert world.father.pk in {one.parent_id for one in Expectations.read(actor, after).pending(after)}


def test_a_reason_reaches_no_paper_and_no_team_lead(world: World, worker: Client, client_of) -> None:
    corrected(world, newest(world), answers=answers(1), reason="Kanarie")
    address = f"/families/{world.linde.pk}"
    opened(worker, world)
    assert "Kanarie" not in worker.get(f"{address}/profile/print/").content.decode()
    assert "Kanarie" not in worker.get(f"{address}/profile/copy/").content.decode()
    lead = client_of(world.person["lead"]).get(f"{address}/profile/").content.decode()
    assert "/correct/" not in lead
    assert "Kanarie" not in lead


def test_T54_T55_a_large_move_is_notable_and_leads_to_the_questions(world: World, worker: Client) -> None:
    fill_in(world, world.mother, days_ago=1, answer=1)
    shown = opened(worker, world)
    seen = [outcome.seen for outcome in shown.context["page"].notable]
    assert "Mother answers 10 questions very differently from last time." in seen
    assert f"/families/{world.linde.pk}/items/" in shown.content.decode()
