"""An empty list on paper: what stands on it, and the way back by its code."""

from datetime import date
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from koers.families.actions import NewChild, add_child
from koers.families.models import CareEpisode, Family, Parent
from koers.instruments.models import InstrumentVersion
from koers.measurements.blank.codes import ALPHABET, PaperCode, Sheet
from koers.organisations.actions import save_settings
from koers.organisations.models import Organisation
from tests.factories.world import World, day
from tests.measurements.entering import main_of

CODE_PAGE = "/paper/"


def blank(family: Family, **query: object) -> str:
    words = "&".join(f"{key}={value}" for key, value in query.items())
    return f"{reverse('measurements:blank', args=[family.pk])}?{words}"


def wanted(person: Parent, **query: object) -> dict[str, object]:
    child = person.family.children.first()
    return {"parent": person.pk, "child": child.pk, "list": "voorbeeld-10"} | query


@pytest.fixture
def worker(world: World, client_of) -> Client:
    return client_of(world.person["worker"])


def code_on(world: World, worker: Client, **query: object) -> str:
    response = worker.get(blank(world.linde, **wanted(world.mother, **query)))
    return str(response.context["sheet"].code)


def test_U27_the_sheet_has_all_questions_with_boxes_a_role_and_no_name_of_the_family(
    world: World, worker: Client
) -> None:
    page = main_of(worker.get(blank(world.linde, **wanted(world.mother))))
    sheet = page[page.index("Voorbeeldvragenlijst") :]
    for item in world.short.instrument.items:
        assert item.text["nl"] in sheet
    assert "Moeder" in sheet
    assert not {"Linde", "Sam"} & set(sheet.replace(",", " ").split())
    assert "Vlierhof" in sheet


def test_U27_the_code_leads_to_the_right_parent_list_and_day(world: World, worker: Client) -> None:
    code = code_on(world, worker, day=day(0).isoformat())
    response = worker.get(CODE_PAGE, {"code": code})
    place = urlsplit(response["Location"])
    assert place.path == reverse("measurements:paper_entry", args=[world.linde.pk, world.mother.pk])
    assert parse_qs(place.query)["list"] == ["voorbeeld-10"]
    page = worker.get(response["Location"]).content.decode()
    assert f'name="filled_on" value="{day(0).isoformat()}"' in page


def test_U27_a_paper_of_some_days_ago_brings_its_own_day(world: World, worker: Client) -> None:
    child = world.linde.children.get()
    code = PaperCode.of(Sheet(world.mother.pk, child.pk, "voorbeeld-10"), day(9))
    page = worker.get(CODE_PAGE, {"code": str(code)}, follow=True).content.decode()
    assert f'name="filled_on" value="{day(9).isoformat()}"' in page


def test_a_day_that_is_still_to_come_is_not_filled_in(world: World, worker: Client) -> None:
    code = code_on(world, worker, day=day(-20).isoformat())
    page = worker.get(CODE_PAGE, {"code": code}, follow=True).content.decode()
    assert f'name="filled_on" value="{day(0).isoformat()}"' in page


def test_a_code_is_read_as_people_type_it(world: World, worker: Client) -> None:
    code = code_on(world, worker)
    typed = f" {code.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')} "
    assert worker.get(CODE_PAGE, {"code": typed}).status_code == 302


@pytest.mark.parametrize("typed", ["", "ABC", "ABCDE-FG!", "UUUUU-UUU", "ABCDE-FGHJ"])
def test_what_cannot_be_a_code_is_said(worker: Client, typed: str) -> None:
    response = worker.get(CODE_PAGE, {"code": typed})
    assert response.status_code == 200
    assert response.context["form"].errors["code"]


def test_a_code_with_one_wrong_character_leads_nowhere(world: World, worker: Client) -> None:
    code = code_on(world, worker)
    for place in (0, len(code) - 1):
        other = ALPHABET[(ALPHABET.index(code[place]) + 1) % len(ALPHABET)]
        wrong = code[:place] + other + code[place + 1 :]
        assert "Geen van je gezinnen" in main_of(worker.get(CODE_PAGE, {"code": wrong}))


def test_another_worker_s_code_says_the_same_as_an_unknown_one(
    world: World, worker: Client, client_of
) -> None:
    code = code_on(world, worker)
    others = client_of(world.person["colleague"])
    assert "Geen van je gezinnen" in main_of(others.get(CODE_PAGE, {"code": code}))


def test_a_list_for_anybody_has_no_code_and_no_person(world: World, worker: Client) -> None:
    response = worker.get(blank(world.linde, **wanted(world.mother, parent="anybody")))
    sheet = response.context["sheet"]
    assert (sheet.code, sheet.qr, sheet.about) == ("", None, "")


def test_with_two_children_the_sheet_says_about_whom(world: World, worker: Client) -> None:
    new = NewChild(birth_date=day(2000), name="Noor")
    child = add_child(actor=world.actor("worker"), family=world.linde, new=new)
    response = worker.get(blank(world.linde, **wanted(world.mother, child=child.pk)))
    assert response.context["sheet"].about == "Moeder, over Noor"


def test_a_person_of_another_family_is_not_printed_for(world: World, worker: Client) -> None:
    for other in (world.wilg.parents.get().pk, uuid4(), "nobody", ""):
        response = worker.get(blank(world.linde, **wanted(world.mother, parent=other)))
        assert response.context["sheet"] is None
        assert response.context["form"].errors["parent"]


@pytest.mark.parametrize("wrong", [day(1).isoformat(), day(-400).isoformat(), "31-02-2026"])
def test_a_day_before_today_or_far_away_is_refused(world: World, worker: Client, wrong: str) -> None:
    response = worker.get(blank(world.linde, **wanted(world.mother, day=wrong)))
    assert response.context["form"].errors["day"]


def test_the_sheet_speaks_to_parents_as_the_organisation_does(world: World, worker: Client) -> None:
    address = blank(world.linde, **wanted(world.mother))
    assert "U mag een vraag open laten" in main_of(worker.get(address))
    save_settings(actor=world.actor("admin"), chosen={"form_of_address": "je"})
    assert "Je mag een vraag open laten" in main_of(worker.get(address))


def test_before_the_choice_there_is_no_sheet_and_after_care_no_page(world: World, worker: Client) -> None:
    address = reverse("measurements:blank", args=[world.linde.pk])
    assert worker.get(address).context["sheet"] is None
    CareEpisode.objects.filter(family=world.linde).update(ended_on=day(0))
    assert worker.get(address).status_code == 409


def test_made_up_lists_are_not_printed_for_a_real_family(world: World, worker: Client) -> None:
    Organisation.objects.filter(pk=world.organisation.pk).update(is_demo=False)
    page = main_of(worker.get(blank(world.linde, **wanted(world.mother))))
    assert "alleen voorbeeldlijsten met verzonnen normen" in page


def test_printing_and_finding_back_write_nothing(
    world: World, worker: Client, django_assert_max_num_queries
) -> None:
    code = code_on(world, worker)
    with django_assert_max_num_queries(40) as seen:
        worker.get(blank(world.linde, **wanted(world.mother)))
        worker.get(CODE_PAGE, {"code": code})
    writes = [one["sql"] for one in seen if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert writes == []


def test_every_day_of_the_next_years_survives_the_code() -> None:
    sheet = Sheet(uuid4(), uuid4(), "voorbeeld-10")
    for one in (None, date(2020, 1, 1), date(2026, 11, 28), date(2099, 12, 31)):
        read = PaperCode.read(str(PaperCode.of(sheet, one)))
        assert read is not None
        assert (read.day, read.sheet_among([sheet])) == (one, sheet)


def test_a_list_that_is_no_longer_used_is_not_found(world: World, worker: Client) -> None:
    code = code_on(world, worker)
    InstrumentVersion.objects.update(retired_at="2026-01-01T00:00Z")
    assert "Geen van je gezinnen" in main_of(worker.get(CODE_PAGE, {"code": code}))
