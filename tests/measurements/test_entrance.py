"""A parent's way from the link to the thank-you page, without script (UX P-R1 to P-R7)."""

import pytest
from django.conf import settings

from koers.audit.events import Event
from koers.audit.models import AuditEvent
from koers.measurements.models import (
    Administration,
    AdministrationMode,
    FillSession,
    Invitation,
    InvitationEnd,
    ItemResponse,
)
from tests.factories.world import World
from tests.measurements.entering import Phone, ask, main_of

pytestmark = pytest.mark.django_db


def test_T28_ten_answers_on_an_own_device_from_the_link_to_the_thank_you_page(world: World) -> None:
    issued = ask(world, world.mother)
    phone = Phone()
    assert "10 korte vragen" in main_of(phone.open(issued.code))
    assert phone.begin(issued.code).request["PATH_INFO"] == "/fill/1/"
    checked = phone.answer_all(issued.invitation)
    assert checked.request["PATH_INFO"] == "/fill/check/"
    thanked = phone.send(issued.invitation)
    assert "Uw antwoorden zijn binnen" in main_of(thanked)
    assert main_of(thanked).count("Klopt een beetje") == 10
    administration = Administration.objects.get(form_key=issued.invitation.form_key)
    assert administration.mode == AdministrationMode.OWN_DEVICE
    assert administration.parent == world.mother
    assert set(administration.answers.values()) == {2}
    assert administration.scores.get(is_primary=True).t_score is not None
    assert not ItemResponse.objects.exists()
    assert AuditEvent.objects.filter(event=Event.ADMINISTRATION_SENT, actor_label="respondent").count() == 1


def test_S16_a_long_list_works_the_same_way(world: World) -> None:
    issued = ask(world, world.mother, is_long=True)
    phone = Phone()
    phone.begin(issued.code)
    assert "Vraag 34 van 34" in main_of(phone.client.get("/fill/34/"))
    assert phone.answer_all(issued.invitation).request["PATH_INFO"] == "/fill/check/"
    assert "zijn binnen" in main_of(phone.send(issued.invitation))


def test_U9_an_earlier_answer_is_marked_in_words_and_changing_one_loses_no_other(world: World) -> None:
    issued = ask(world, world.mother)
    phone = Phone()
    phone.begin(issued.code)
    phone.answer_all(issued.invitation, value=1)
    assert "Klopt niet uw antwoord" in main_of(phone.client.get("/fill/3/"))
    assert phone.answer(3, 4, str(issued.invitation.form_key)).request["PATH_INFO"] == "/fill/check/"
    stored = {draft.item: draft.value for draft in ItemResponse.objects.all()}
    assert stored.pop("k03") == 4
    assert set(stored.values()) == {1}


def test_U13_a_skipped_question_costs_one_tap_and_is_named_without_reproach(world: World) -> None:
    issued = ask(world, world.mother)
    phone = Phone()
    phone.begin(issued.code)
    phone.answer_all(issued.invitation)
    checked = phone.answer(5, "", str(issued.invitation.form_key))
    assert "U sloeg 1 vraag over. Dat mag." in main_of(checked)
    assert "Overgeslagen." in main_of(checked)


def test_all_questions_skipped_cannot_be_sent_and_says_what_to_do(world: World) -> None:
    issued = ask(world, world.mother)
    phone = Phone()
    phone.begin(issued.code)
    checked = phone.answer_all(issued.invitation, value="")
    assert "Kies een vraag en geef antwoord" in main_of(checked)
    refused = phone.send(issued.invitation)
    assert refused.status_code == 409
    assert Invitation.objects.get(pk=issued.invitation.pk).ended_at is None


@pytest.mark.parametrize("answer", ["9", "x", "2 OR 1=1", "-1"])
def test_an_answer_that_is_no_option_is_said_kindly_and_not_kept(world: World, answer: str) -> None:
    issued = ask(world, world.mother)
    phone = Phone()
    phone.begin(issued.code)
    page = phone.answer(1, answer, str(issued.invitation.form_key))
    assert "Let op:" in main_of(page)
    assert not ItemResponse.objects.exists()


@pytest.mark.parametrize(
    ("reason", "ended", "words"),
    [
        ("not-now", InvitationEnd.REFUSED, "De volgende keer kiest u opnieuw"),
        ("no-more", InvitationEnd.STOPPED, "U krijgt geen vragen meer"),
        ("not-mine", InvitationEnd.NOT_MINE, "niet voor u was"),
    ],
)
def test_U13_three_ways_to_say_no_are_kept_apart(world: World, reason: str, ended: str, words: str) -> None:
    issued = ask(world, world.mother)
    phone = Phone()
    assert phone.begin(issued.code, then="stop").request["PATH_INFO"] == "/fill/stop/"
    phone.answer(1, 3, str(issued.invitation.form_key))
    form = {"reason": reason, "form_key": str(issued.invitation.form_key)}
    said = phone.client.post("/fill/stop/", form, follow=True)
    assert words in main_of(said)
    assert "Uw hulp gaat altijd door" in main_of(said)
    assert Invitation.objects.get(pk=issued.invitation.pk).ended_reason == ended
    assert not ItemResponse.objects.exists()
    assert AuditEvent.objects.filter(event=Event.ADMINISTRATION_WITHDRAWN_BY_RESPONDENT).count() == 1
    assert phone.open(issued.code).status_code == 404


def test_U18_the_language_switches_in_place_and_answers_stay(world: World) -> None:
    issued = ask(world, world.mother)
    phone = Phone()
    phone.begin(issued.code)
    phone.answer(1, 2, str(issued.invitation.form_key))
    page = phone.client.post("/fill/language/", {"language": "en", "next": "/fill/1/"}, follow=True)
    assert "Question 1 of 10" in main_of(page)
    assert "My child gets up without much fuss." in main_of(page)
    assert "A little true your answer" in main_of(page)


def test_U11_the_pages_script_gets_the_next_address_and_the_answer_is_kept_first(world: World) -> None:
    issued = ask(world, world.mother)
    phone, key = Phone(), str(issued.invitation.form_key)
    phone.begin(issued.code)

    def asked_by_script(path: str, **form: str) -> dict[str, str]:
        response = phone.client.post(path, {"form_key": key, **form}, headers={"accept": "application/json"})
        assert response.status_code == 200
        return dict(response.json())

    assert asked_by_script("/fill/1/", answer="3") == {"next": "/fill/2/"}
    assert ItemResponse.objects.get().value == 3
    phone.answer_all(issued.invitation)
    assert asked_by_script("/fill/send/") == {"next": "/fill/thanks/"}
    assert asked_by_script("/fill/2/", answer="1") == {"next": "/fill/thanks/"}
    other = ask(world, world.father)
    phone.begin(other.code)
    key = str(other.invitation.form_key)
    assert asked_by_script("/fill/stop/", reason="not-now") == {"next": "/fill/stopped/"}


def test_U11_what_is_no_answer_comes_back_as_a_page_for_script_too(world: World) -> None:
    issued = ask(world, world.mother)
    phone = Phone()
    phone.begin(issued.code)
    form = {"form_key": str(issued.invitation.form_key), "answer": "9"}
    response = phone.client.post("/fill/1/", form, headers={"accept": "application/json"})
    assert "Let op:" in main_of(response)
    assert not ItemResponse.objects.exists()


def test_without_a_session_every_page_says_how_to_get_back_in(world: World) -> None:
    for path in ("", "1/", "check/", "thanks/", "stop/", "stopped/", "welcome/"):
        response = Phone().client.get(f"/fill/{path}")
        assert response.status_code == 403
        assert "Druk op de link die u kreeg" in main_of(response)


@pytest.mark.parametrize("hours", [2, 12])
def test_a_session_ends_and_the_link_goes_on_where_it_was(world: World, hours: int, time_machine) -> None:
    from datetime import timedelta

    from django.utils import timezone

    issued = ask(world, world.mother)
    phone = Phone()
    phone.begin(issued.code)
    phone.answer(1, 2, str(issued.invitation.form_key))
    time_machine.move_to(timezone.now() + timedelta(hours=hours, seconds=1))
    late = phone.answer(2, 2, str(issued.invitation.form_key))
    assert late.status_code == 403
    assert phone.begin(issued.code).request["PATH_INFO"] == "/fill/2/"
    assert FillSession.objects.count() == 2


def test_a_page_of_another_list_changes_nothing_in_this_one(world: World) -> None:
    first, second = ask(world, world.mother), ask(world, world.father)
    phone = Phone()
    phone.begin(first.code)
    phone.begin(second.code)
    phone.answer(1, 4, str(first.invitation.form_key))
    assert not ItemResponse.objects.exists()


def test_the_cookie_is_out_of_reach_of_script_and_of_other_sites(world: World) -> None:
    phone = Phone()
    phone.begin(ask(world, world.mother).code)
    cookie = phone.client.cookies[settings.FILL_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["domain"]
    assert cookie["max-age"] == ""
