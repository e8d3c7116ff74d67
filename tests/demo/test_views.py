"""Front door, personas, signing in and the walk, as a browser without JavaScript meets them."""

import re
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from koers.access.roles import Role
from koers.accounts.models import User
from koers.demo.walk import STEPS
from koers.demo.walkers import TAKEN
from koers.families.models import Family
from koers.measurements.entrance.secrets import hash_of
from koers.measurements.models import Administration, Invitation, Score
from koers.organisations.actors import actor_of
from koers.trajectories.actions import skip_expectation
from tests.measurements.entering import Phone, main_of

pytestmark = pytest.mark.usefixtures("demo")

END = len(STEPS) + 1


@pytest.fixture
def strict() -> Client:
    return Client(enforce_csrf_checks=True)


def token(page: bytes) -> str:
    found = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found is not None
    return found[1].decode()


def sign_in(client: Client, **fields: str) -> object:
    page = client.get("/demo/").content
    return client.post("/demo/login/", {"csrfmiddlewaretoken": token(page), **fields})


def linde() -> Family:
    return Family.objects.get(name="Linde", organisation__slug="demo")


@pytest.mark.parametrize("address", ["/", "/demo/"])
def test_the_front_door_shows_a_live_profile_and_a_button_for_every_persona(
    client: Client, address: str
) -> None:
    page = client.get(address).content.decode()
    assert page.count("<svg") >= 2
    assert "69" in page
    for persona in client.get("/demo/personas.json").json():
        if persona["role"] != "parent":
            assert f'name="username" value="{persona["username"]}"' in page
    assert 'action="/demo/parent/"' in page
    assert 'href="/demo/walk/"' in page
    assert "alle gegevens zijn verzonnen" in page


def test_personas_are_given_exactly_as_the_contract_says(client: Client) -> None:
    answer = client.get("/demo/personas.json")
    assert answer["Content-Type"] == "application/json"
    *rows, parent = answer.json()
    assert set(parent) == {"role", "name", "url"}
    assert parent["role"] == "parent"
    assert re.fullmatch(r"http://testserver/i/[\w-]{22}", parent["url"])
    assert all(set(row) == {"username", "role", "name"} for row in rows)
    assert [row["role"] for row in rows[:6]] == [
        "worker", "behavioural_scientist", "team_lead", "admin", "privacy_officer", "researcher",
    ]  # fmt: skip
    assert {row["role"] for row in rows} == {role.value for role in Role}
    assert rows[0] == {"username": "noor", "role": "worker", "name": "Noor de Wit"}


def test_every_persona_of_the_list_can_sign_in(strict: Client) -> None:
    for row in strict.get("/demo/personas.json").json():
        if row["role"] == "parent":
            continue
        answer = sign_in(strict, username=row["username"])
        assert (answer.status_code, answer["Location"]) == (302, "/")
        assert row["name"] in strict.get("/about/").content.decode()


def test_each_reading_gives_a_parents_link_that_leaves_the_others_alive(client: Client) -> None:
    links = [client.get("/demo/personas.json").json()[-1]["url"] for _reading in range(45)]
    assert len(set(links)) == 45
    assert {client.get(link).status_code for link in links} == {200}


def test_two_visitors_fill_in_lists_on_one_day(client: Client) -> None:
    for _visitor in range(2):
        phone = Phone()
        code = client.get("/demo/personas.json").json()[-1]["url"].rsplit("/", 1)[1]
        phone.begin(code)
        invitation = Invitation.objects.get(code_hash=hash_of(code))
        phone.answer_all(invitation)
        assert "zijn binnen" in main_of(phone.send(invitation))


def test_when_everybody_has_answered_today_a_new_family_comes_in(client: Client) -> None:
    Administration.objects.update(is_current=False, filled_on=timezone.localdate())
    url = client.get("/demo/personas.json").json()[-1]["url"]
    assert client.get(url).status_code == 200
    assert Family.objects.filter(name="Bezoeker").count() == 1


def test_the_front_door_leads_into_the_parents_list_without_a_name(strict: Client) -> None:
    page = strict.get("/demo/").content
    answer = strict.post("/demo/parent/", {"csrfmiddlewaretoken": token(page)})
    assert answer.status_code == 303
    assert "10 korte vragen" in main_of(strict.get(answer["Location"]))


def test_signing_in_without_the_csrf_token_is_refused(strict: Client) -> None:
    assert strict.post("/demo/login/", {"username": "noor"}).status_code == 403
    assert "sessionid" not in strict.cookies


@pytest.mark.parametrize("username", ["", "nobody", "joris'--", "omar", "tineke"])
def test_nobody_but_an_offered_persona_gets_in(strict: Client, username: str) -> None:
    assert sign_in(strict, username=username).status_code == 404
    assert "_auth_user_id" not in strict.session


def test_signing_in_by_get_is_refused(client: Client) -> None:
    assert client.get("/demo/login/?username=noor").status_code == 405


def test_a_worker_of_the_other_organisation_gets_the_404_of_a_missing_family(strict: Client) -> None:
    sign_in(strict, username="femke")
    foreign = strict.get(f"/families/{linde().pk}/profile/")
    missing = strict.get(f"/families/{UUID(int=1)}/profile/")
    assert (foreign.status_code, missing.status_code) == (404, 404)


@pytest.mark.parametrize("number", range(1, len(STEPS) + 1))
def test_each_step_of_the_walk_leads_to_a_real_page_that_opens(strict: Client, number: int) -> None:
    page = strict.get(f"/demo/walk/?step={number}").content.decode()
    assert f'name="step" value="{number}"' in page
    answer = sign_in(strict, username="noor", step=str(number))
    assert answer["Location"].startswith(f"/families/{linde().pk}/")
    assert strict.get(answer["Location"]).status_code == 200


def test_the_strip_on_the_real_page_leads_on_until_the_walk_is_left(strict: Client) -> None:
    sign_in(strict, username="noor", step="3")
    address = f"/families/{linde().pk}/"
    assert 'href="/demo/walk/?step=4"' in strict.get(address).content.decode()
    strict.get("/demo/")
    assert "/demo/walk/?step=4" not in strict.get(address).content.decode()


@pytest.fixture(autouse=True)
def _nobody_walks() -> None:
    cache.delete(TAKEN)


def walk_to(client: Client, number: int = 1) -> str:
    answer = sign_in(client, username="noor", step=str(number))
    assert client.get(answer["Location"]).status_code == 200
    return answer["Location"]


def family_at(address: str) -> Family:
    return Family.objects.get(pk=address.split("/")[2])


def test_two_visitors_walk_with_a_family_each_and_the_demo_stays_as_it_was_told() -> None:
    one, other = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    first, second = family_at(walk_to(one)), family_at(walk_to(other))
    assert first == linde_of_noor()
    assert (second.name, second.pk != first.pk) == ("Linde", True)
    scores = [list(scored(family)) for family in (first, second)]
    assert scores[0] == scores[1] != []
    assert {family_at(walk_to(one, n)) for n in (2, 3)} == {first}
    assert {family_at(walk_to(other, n)) for n in (2, 3)} == {second}
    noor, karim = (actor_of(User.objects.get(username=name)) for name in ("noor", "karim"))
    assert Family.objects.visible_to(noor).count() == 15
    assert second not in Family.objects.visible_to(karim)


def scored(family: Family):
    rows = Score.objects.filter(administration__family=family, is_primary=True)
    return rows.order_by("administration__parent__slot", "administration__filled_on").values_list("t_score")


def linde_of_noor() -> Family:
    return Family.objects.get(name="Linde", assignments__user__username="noor")


def test_who_comes_after_a_walk_gets_a_family_to_which_nothing_happened() -> None:
    one = Client(enforce_csrf_checks=True)
    walk_to(one)
    mother = linde_of_noor().parents.order_by("slot")[0]
    skip_expectation(
        actor=actor_of(User.objects.get(username="noor")),
        administrations=[mother.administrations.latest("filled_on")],
    )
    cache.delete(TAKEN)
    later = [family_at(walk_to(Client(enforce_csrf_checks=True))) for _visitor in range(2)]
    assert len({linde_of_noor(), *later}) == 3
    assert one.get(f"/demo/walk/?step={END}").status_code == 200
    assert family_at(walk_to(one)) not in {linde_of_noor(), *later}


def test_a_visitor_who_looked_round_as_somebody_else_comes_back_to_the_own_family() -> None:
    walk_to(Client(enforce_csrf_checks=True))
    client = Client(enforce_csrf_checks=True)
    own = family_at(walk_to(client))
    assert own != linde_of_noor()
    sign_in(client, username="karim")
    assert family_at(walk_to(client, 4)) == own


def test_the_end_of_the_walk_says_honestly_what_is_still_to_come(client: Client) -> None:
    page = client.get(f"/demo/walk/?step={END}").content.decode()
    assert "nog niet in deze versie" in page
    assert page.count("komt in een latere versie") >= 4


@pytest.mark.parametrize("text", ["0", str(END + 1), "-1", "x", "1e3", "²", "99999999999"])
def test_a_step_that_does_not_exist_is_the_first(client: Client, text: str) -> None:
    page = client.get("/demo/walk/", {"step": text})
    assert page.status_code == 200
    assert 'name="step" value="1"' in page.content.decode()


def test_the_walk_opens_in_english_too(client: Client) -> None:
    client.post("/language/", {"language": "en", "next": "/demo/walk/"})
    assert "A parent has filled in the list" in client.get("/demo/walk/").content.decode()
