"""What a link may and may not do (TRUST § 4.1, T-TOK)."""

import json
import random
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.serializers import serialize
from django.test import Client
from django.utils import timezone

from koers.measurements.entrance.guessing import Misses
from koers.measurements.entrance.secrets import hash_of, new_secret
from koers.measurements.inviting.actions import withdraw
from koers.measurements.models import FillSession, Invitation, ItemResponse
from tests.factories.snapshot import own_models
from tests.factories.world import World
from tests.measurements.entering import Phone, ask, main_of

pytestmark = pytest.mark.django_db
SCANNERS = ("Mozilla/5.0 (compatible; SafeLinks)", "facebookexternalhit/1.1", "WhatsApp/2.2", "curl/8")


@pytest.fixture(autouse=True)
def no_misses_of_other_tests() -> None:
    cache.clear()


def dump() -> str:
    return json.dumps([serialize("json", model._base_manager.order_by("pk")) for model in own_models()])


def test_T_TOK_1_a_code_has_128_bits_and_only_its_hash_is_stored(world: World) -> None:
    codes = [ask(world, world.mother).code for _number in range(25)]
    stored = dump()
    assert len(set(codes)) == 25
    assert {len(code) for code in codes} == {22}
    assert not [code for code in codes if code in stored]
    assert hash_of(codes[-1]) in stored


def test_T_TOK_1_the_sessions_key_is_stored_as_a_hash(world: World) -> None:
    phone = Phone()
    phone.begin(ask(world, world.mother).code)
    key = phone.client.cookies[settings.FILL_COOKIE_NAME].value
    assert len(key) == 22
    assert key not in dump()
    assert FillSession.objects.get().key_hash == hash_of(key)


def test_T_TOK_2_fifty_openings_by_scanners_change_nothing(world: World) -> None:
    code = ask(world, world.mother).code
    before = dump()
    for number in range(50):
        client = Client(headers={"user-agent": SCANNERS[number % len(SCANNERS)]})
        response = client.get(f"/i/{code}") if number % 2 else client.head(f"/i/{code}")
        assert response.status_code == 200
        assert settings.FILL_COOKIE_NAME not in response.cookies
        assert settings.SESSION_COOKIE_NAME not in response.cookies
    assert dump() == before


def test_T_TOK_3_after_begin_no_address_holds_the_code(world: World) -> None:
    issued = ask(world, world.mother)
    phone = Phone()
    started = phone.open(issued.code)
    assert started.headers["Referrer-Policy"] == "strict-origin"
    pages = [phone.begin(issued.code), phone.answer_all(issued.invitation), phone.send(issued.invitation)]
    for page in pages:
        assert issued.code not in page.content.decode()
        assert all(issued.code not in place for place, _status in page.redirect_chain)
    swapped = Client().post("/fill/begin/", {"code": issued.code})
    assert swapped.status_code == 404
    assert issued.code not in str(swapped.headers)


def test_begin_answers_with_303_to_an_address_without_the_code(world: World) -> None:
    answer = Client().post("/fill/begin/", {"code": ask(world, world.mother).code})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/fill/")


def dead_codes(world: World) -> dict[str, str]:
    """A code for each reason of which the page must not tell which it is."""
    used, expired, withdrawn = (ask(world, world.mother, is_extra=True) for _reason in range(3))
    phone = Phone()
    phone.begin(used.code)
    phone.answer_all(used.invitation)
    phone.send(used.invitation)
    Invitation.objects.filter(pk=expired.invitation.pk).update(expires_at=timezone.now())
    withdraw(actor=world.actor("worker"), invitation=withdrawn.invitation)
    return {
        "used": used.code,
        "expired": expired.code,
        "withdrawn": withdrawn.code,
        "unknown": new_secret(),
        "replaced": _replaced(world),
        "odd": "x",
    }


def _replaced(world: World) -> str:
    code = ask(world, world.father).code
    ask(world, world.father)
    return code


def test_T_TOK_6_a_dead_page_is_equal_to_the_byte_whatever_the_reason(world: World) -> None:
    codes = dead_codes(world)
    opened = {reason: Client().get(f"/i/{code}") for reason, code in codes.items()}
    assert {page.status_code for page in opened.values()} == {404}
    assert len({page.content for page in opened.values()}) == 1
    assert len({str(sorted(page.headers.items())) for page in opened.values()}) == 1
    assert "Deze link werkt niet meer" in main_of(opened["used"])
    cache.clear()
    begun = [Client().post("/fill/begin/", {"code": code}) for code in codes.values()]
    assert {page.content for page in begun} == {opened["used"].content}
    assert not any(page.cookies for page in begun)


def test_a_link_lives_fourteen_days_and_not_a_second_longer(world: World, time_machine) -> None:
    issued = ask(world, world.mother)
    assert issued.invitation.expires_at - issued.invitation.made_at == timedelta(days=14)
    time_machine.move_to(issued.invitation.expires_at - timedelta(seconds=1), tick=False)
    assert Phone().open(issued.code).status_code == 200
    time_machine.move_to(issued.invitation.expires_at, tick=False)
    assert Phone().open(issued.code).status_code == 404


def test_T_TOK_5_random_codes_never_hit_and_ten_misses_make_one_wait(world: World, time_machine) -> None:
    time_machine.move_to(timezone.now(), tick=False)
    guesser, code = Client(), ask(world, world.mother).code
    statuses = [guesser.get(f"/i/{new_secret()}").status_code for _guess in range(11)]
    assert statuses == [404] * 10 + [429]
    waiting = guesser.get(f"/i/{code}")
    assert waiting.status_code == 429  # a right one tells nothing either
    assert waiting.headers["Retry-After"] == "2"
    assert Client(REMOTE_ADDR="192.0.2.7").get(f"/i/{code}").status_code == 200
    time_machine.shift(2)
    assert guesser.get(f"/i/{code}").status_code == 200


def test_a_made_up_forwarded_address_is_no_way_round_the_wait(world: World) -> None:
    for number in range(10):
        Client(headers={"x-forwarded-for": f"192.0.2.{number}"}).get(f"/i/{new_secret()}")
    assert Client(headers={"x-forwarded-for": "192.0.2.99"}).get("/i/x").status_code == 429


def test_waits_grow_to_half_a_minute_and_end_after_a_quiet_one() -> None:
    misses, now, waits = Misses(), 1000.0, []
    for _miss in range(16):
        misses = misses.one_more(now)
        waits.append(max(misses.until - now, 0.0))
        now = max(now, misses.until)
    assert waits == [0.0] * 9 + [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]
    assert misses.one_more(misses.until + 60).count == 1


def test_T_TOK_8_on_a_second_device_the_right_question_and_no_earlier_answer(world: World) -> None:
    issued = ask(world, world.mother)
    first, second = Phone(), Phone()
    first.begin(issued.code)
    for number in range(1, 7):
        first.answer(number, 4, str(issued.invitation.form_key))
    assert second.begin(issued.code).request["PATH_INFO"] == "/fill/7/"
    assert "uw antwoord" not in main_of(second.client.get("/fill/3/"))
    assert "Deze vraag is al ingevuld" in main_of(second.client.get("/fill/3/"))
    overview = main_of(second.client.get("/fill/check/"))
    assert overview.count("Ingevuld.") == 6
    assert "Klopt helemaal" not in overview


def test_T_TOK_9_two_devices_finish_one_form_and_each_sees_its_own_words(world: World) -> None:
    issued = ask(world, world.mother)
    key = str(issued.invitation.form_key)
    first, second = Phone(), Phone()
    first.begin(issued.code)
    second.begin(issued.code)
    for number in range(1, 6):
        first.answer(number, 4, key)
    for number in range(5, 11):
        second.answer(number, 1, key)
    thanked = main_of(first.send(issued.invitation))
    assert thanked.count("Klopt helemaal") == 4
    assert thanked.count("Ingevuld.") == 6
    late = main_of(second.answer(3, 2, key))
    assert late.count("Klopt niet") == 6
    answers = list(Invitation.objects.get().administration.answers.values())
    assert answers == [4] * 4 + [1] * 6


def test_T27_no_page_of_one_parent_holds_a_trace_of_the_other(world: World) -> None:
    """Byte for byte: with and without what the other parent is doing at the same time (U24, R-S1)."""

    def pages_of_mother() -> list[str]:
        issued = ask(world, world.mother, is_extra=True)
        phone = Phone()
        seen = [main_of(phone.open(issued.code)), main_of(phone.begin(issued.code))]
        seen.append(main_of(phone.answer_all(issued.invitation, value=3)))
        return [*seen, main_of(phone.client.get("/fill/help/")), main_of(phone.client.get("/fill/stop/"))]

    alone = pages_of_mother()
    father = ask(world, world.father)
    other = Phone()
    other.begin(father.code)
    other.answer_all(father.invitation, value=1)
    other.send(father.invitation)
    assert pages_of_mother() == alone


def test_two_lists_in_one_browser_never_mix(world: World) -> None:
    first, second = ask(world, world.mother), ask(world, world.father)
    phone = Phone()
    phone.begin(first.code)
    phone.answer(1, 4, str(first.invitation.form_key))
    phone.begin(second.code)
    phone.answer(1, 1, str(second.invitation.form_key))
    drafts = {draft.invitation_id: draft.value for draft in ItemResponse.objects.all()}
    assert drafts == {first.invitation.pk: 4, second.invitation.pk: 1}


@pytest.mark.parametrize("seed", range(3))
def test_odd_codes_are_answered_kindly(seed: int) -> None:
    chance = random.Random(seed)
    letters = "aZ0-_.%~é\u202e\x00'\"<>&"
    for _try in range(3):
        odd = "".join(chance.choice(letters) for _letter in range(chance.randint(1, 60))).replace("..", "x")
        assert Client().post("/fill/begin/", {"code": odd}).status_code in {404, 429}
