"""Earlier lists that were brought in are news to nobody, and make nobody late."""

from datetime import timedelta

import pytest
from django.urls import reverse

from koers.caseload.cases import Case, read_cases
from koers.families.models import Family
from koers.interop.actions import import_upload
from koers.measurements.correcting.actions import Corrected, correct_list
from koers.trajectories.models import Expectation, OpenedList
from tests.factories.households import at_home
from tests.factories.world import World, day, fill_in
from tests.interop.test_import import ITEMS, PERSON, a_row, history, run

pytestmark = pytest.mark.django_db
OLD = (200, 170)  # days ago: many intervals


def brought_in(world: World) -> Family:
    run(world, [a_row(day(days_ago).isoformat()) for days_ago in OLD])
    return Family.objects.get(code="F1")


def case(world: World, family: Family, *, in_days: int = 0) -> Case:
    (found,) = read_cases(world.actor("worker"), at_home(family), today=day(-in_days))
    return found


def test_earlier_lists_are_neither_new_nor_late(world: World, client_of) -> None:
    family = brought_in(world)
    found = case(world, family)
    assert (found.new, found.late) == ((), ())
    page = client_of(world.person["worker"]).get("/families/").content.decode()
    row = page[page.index(f"/families/{family.pk}/") :]
    row = row[: row.index("</tr>")]
    assert "nog niet bekeken" not in row
    assert "te laat" not in row


def test_the_next_list_counts_from_the_day_of_the_import(world: World) -> None:
    family = brought_in(world)
    found = case(world, family)
    assert found.next_list_on == day(0) + timedelta(days=found.interval_days)
    assert case(world, family, in_days=45).late == ()
    assert [one.name for one in case(world, family, in_days=46).late] == ["moeder"]


def test_nobody_is_ticked_to_be_asked_and_no_silence_is_noted(world: World, client_of) -> None:
    family, client = brought_in(world), client_of(world.person["worker"])
    form = client.get(reverse("measurements:invite", args=[family.pk])).context["form"]
    assert form.initial["parents"] == []
    assert "stil" not in str(client.get(f"/families/{family.pk}/profile/").context["page"].notable).lower()


def test_the_profile_opens_without_a_question_and_writes_nothing(world: World, client_of) -> None:
    family, client = brought_in(world), client_of(world.person["worker"])
    assert "readings" in client.get(f"/families/{family.pk}/profile/").content.decode()
    assert not Expectation.objects.filter(parent__family=family).exists()
    assert not OpenedList.objects.exists()


def test_scores_of_a_former_system_are_no_news_either(world: World) -> None:
    rows = [{**PERSON, "date": day(days).isoformat(), "t_score": "61"} for days in OLD]
    run(world, rows)
    found = case(world, Family.objects.get(code="F1"))
    assert (found.new, found.late) == ((), ())


def test_brought_in_over_the_web_it_is_the_same(world: World) -> None:
    rows = [a_row(day(days).isoformat()) for days in OLD]
    import_upload(actor=world.actor("admin"), history=history(world, rows), is_applied=True)
    found = case(world, Family.objects.get(code="F1"))
    assert (found.new, found.late) == ((), ())


def test_a_list_of_now_is_new_also_when_earlier_ones_come_in_after_it(world: World) -> None:
    family = brought_in(world)
    fill_in(world, family.parents.get(), days_ago=1)
    assert [one.name for one in case(world, family).new] == ["moeder"]
    run(world, [a_row(day(140).isoformat())])
    assert [one.name for one in case(world, family).new] == ["moeder"]


def test_a_corrected_earlier_list_is_no_news(world: World) -> None:
    family = brought_in(world)
    parent = family.parents.get()
    old = parent.administrations.latest("filled_on")
    answers = dict.fromkeys(ITEMS, 3)
    corrected = Corrected(parent, family.children.get(), old.filled_on, "Mistyped.", answers=answers)
    correct_list(actor=world.actor("worker"), administration=old, corrected=corrected)
    assert case(world, family).new == ()
