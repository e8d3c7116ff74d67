"""Signing in and out with the library's checks and our words."""

import pytest
from django.contrib.auth.hashers import identify_hasher, make_password
from django.core.cache import cache
from django.test import Client, override_settings

from koers.accounts.actions import create_account
from koers.audit.events import Event
from koers.audit.models import AuditEvent
from koers.organisations.actions import setting_up

pytestmark = pytest.mark.django_db
PASSWORD = "een lange zin van vroeger"


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    cache.clear()


@pytest.fixture
def worker(world):
    user = world.person["worker"]
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


def sign_in(client: Client, username: str, password: str, **more: str):
    return client.post("/login/", {"login": username, "password": password, **more})


def test_the_right_password_opens_the_own_families(client, worker) -> None:
    assert sign_in(client, "worker", PASSWORD).status_code == 302
    page = client.get("/")
    assert page.status_code == 200
    assert AuditEvent.objects.filter(event=Event.LOGIN_OK, actor_id=worker.pk).count() == 1


def test_a_user_name_is_the_same_in_capitals(client, worker) -> None:
    assert sign_in(client, "WORKER", PASSWORD).status_code == 302


def test_known_and_unknown_names_get_the_same_refusal(client, worker) -> None:
    wrong = sign_in(client, "worker", "something else")
    unknown = sign_in(client, "nobody", "something else")
    assert wrong.status_code == unknown.status_code == 200
    errors = [response.context["form"].errors for response in (wrong, unknown)]
    assert errors[0] == errors[1] != {}
    refused = AuditEvent.objects.filter(event=Event.LOGIN_FAILED)
    assert {line.actor_label for line in refused} == {"Worker", "unknown account"}


def test_a_closed_account_does_not_get_in(client, worker) -> None:
    worker.is_active = False
    worker.save(update_fields=["is_active"])
    sign_in(client, "worker", PASSWORD)
    assert client.get("/families/").status_code == 302


def test_closing_an_account_ends_its_open_session(world, client_of) -> None:
    client = client_of(world.person["worker"])
    assert client.get("/families/").status_code == 200
    world.person["worker"].is_active = False
    world.person["worker"].save(update_fields=["is_active"])
    assert client.get("/families/").status_code == 302


def test_too_many_attempts_are_slowed_down(client, worker) -> None:
    answers = [sign_in(client, "worker", "wrong") for _ in range(7)]
    assert sign_in(client, "worker", PASSWORD).status_code != 302
    assert answers[0].status_code == 200


def test_logging_out_ends_the_session_and_empties_the_browser(world, client_of) -> None:
    client = client_of(world.person["worker"])
    left = client.post("/logout/")
    assert left.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/families/").status_code == 302
    assert AuditEvent.objects.filter(event=Event.SESSION_ENDED).count() == 1


def test_the_way_in_leads_on_inside_koers_only(client, worker) -> None:
    inside = sign_in(client, "worker", PASSWORD, next="/about/")
    assert inside.headers["Location"] == "/about/"
    client.post("/logout/")
    outside = sign_in(client, "worker", PASSWORD, next="https://example.org/")
    assert "example.org" not in outside.headers["Location"]


@override_settings(PASSWORD_HASHERS=["koers.accounts.hashers.KoersArgon2Hasher"])
def test_passwords_are_stored_as_argon2id_with_our_figures() -> None:
    stored = make_password(PASSWORD)
    assert identify_hasher(stored).algorithm == "argon2"
    assert stored.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_an_account_without_password_lets_nobody_in(client, world) -> None:
    create_account(actor=setting_up(world.organisation, label="tests"), username="new", full_name="New")
    assert sign_in(client, "new", "").status_code == 200


def test_a_form_sent_after_the_session_ended_says_that_it_was_not_saved(client, worker) -> None:
    form = "http://testserver/families/new/?form=1"
    answer = client.post("/families/new/", {"name": "Berk"}, headers={"referer": form})
    page = client.get(answer["Location"]).content.decode()
    assert "Je bent uitgelogd. Wat je net verstuurde, is niet bewaard." in page
    assert 'value="/families/new/?form=1"' in page  # and on to the page where the form stood
    assert "niet bewaard" not in client.get("/login/?next=/families/new/").content.decode()


def test_after_logging_in_the_way_leads_to_the_page_and_not_to_the_act(client, worker, world) -> None:
    family = f"/families/{world.linde.pk}"
    answer = client.post(f"{family}/goals/rate/", headers={"referer": f"http://testserver{family}/goals/"})
    assert client.get(answer["Location"]).context["redirect_field_value"] == f"{family}/goals/"
    entered = client.post(answer["Location"], {"login": "worker", "password": PASSWORD})
    assert entered.status_code == 302
    elsewhere = Client().post(f"{family}/goals/rate/", headers={"referer": "https://example.org/goals/"})
    assert "next" not in elsewhere["Location"]


def test_who_logs_out_twice_is_told_of_no_loss(client) -> None:
    assert "not_saved" not in client.post("/logout/")["Location"]
