"""The door of an empty installation: open to who holds the code, and shut for good once it was used."""

import io
import zipfile
from pathlib import Path

import pytest
from django.test import Client

from koers.access.roles import Role
from koers.accounts.models import User
from koers.first_run import codes
from koers.instruments.blank_workbook import blank_workbook
from koers.instruments.models import InstrumentVersion
from koers.organisations.models import Membership, Organisation
from tests.factories.packages import shipped

pytestmark = pytest.mark.django_db
PASSWORD = "vier losse woorden in een rij"
ACCOUNT = {"full_name": "Iris Boom", "username": "Iris", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture(autouse=True)
def as_installed(settings):
    """As in production: the demo is off, so an empty database leads to the set-up."""
    settings.DEMO_MODE = False
    yield
    codes._hash.clear()


def started(client: Client, name: str = "Jeugdhulp Duin"):
    return client.post("/setup/", {"code": codes.issue(), "name": name})


def set_up(client: Client):
    started(client)
    return client.post("/setup/administrator/", ACCOUNT)


@pytest.mark.parametrize(
    "address", ["/", "/login/", "/families/", "/organisation/", "/no-such-page/", "/demo/"]
)
def test_every_address_of_an_empty_installation_leads_to_the_set_up(address: str, client: Client) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/setup/")
    assert client.get("/health/").status_code == 200


@pytest.mark.parametrize("typed", ["", "AAAA-AAAA-AAAA-AAAA", "0" * 40])
def test_without_the_code_of_this_start_nobody_comes_in(typed: str, client: Client) -> None:
    codes.issue()
    assert client.post("/setup/", {"code": typed, "name": "Jeugdhulp"}).status_code == 200
    assert client.post("/setup/administrator/", ACCOUNT).status_code == 302
    assert not Organisation.objects.exists()
    assert not User.objects.exists()


def test_a_new_start_makes_the_code_before_it_worthless_also_for_who_gave_it(client: Client) -> None:
    started(client)
    codes.issue()
    assert client.post("/setup/administrator/", ACCOUNT).headers["Location"] == "/setup/"
    assert not Organisation.objects.exists()
    assert "Jeugdhulp Duin" in client.get("/setup/").content.decode()  # what was typed is still there


def test_where_no_code_was_issued_the_page_says_how_to_get_one(client: Client) -> None:
    assert "koers serve" in client.get("/setup/").content.decode()
    assert client.post("/setup/", {"code": "", "name": "x"}).status_code == 200
    assert not codes.is_right("")


def test_the_first_administrator_comes_with_the_organisation_and_is_logged_in(client: Client) -> None:
    assert set_up(client).headers["Location"] == "/setup/lists/"
    membership = Membership.objects.select_related("user", "organisation").get()
    assert (membership.role, membership.user.username) == (Role.ADMIN, "iris")
    assert membership.organisation.slug == "jeugdhulp-duin"
    assert client.get("/setup/lists/").status_code == 200


def test_a_password_that_breaks_a_rule_leaves_nothing_behind(client: Client) -> None:
    started(client)
    for weak in ("kort", "jeugdhulp duin 2026", "wij houden van koers"):
        answer = client.post("/setup/administrator/", ACCOUNT | {"password": weak, "again": weak})
        assert answer.status_code == 200
    assert not Organisation.objects.exists()


def test_once_set_up_the_code_opens_nothing_any_more(client: Client) -> None:
    set_up(client)
    stranger = Client()
    for address in ("/setup/", "/setup/administrator/"):
        assert stranger.post(address, {"code": codes.issue(), "name": "Van mij"} | ACCOUNT).status_code == 302
    assert Organisation.objects.count() == User.objects.count() == 1


def test_it_goes_on_where_it_stopped(client: Client) -> None:
    set_up(client)
    assert client.get("/setup/").headers["Location"] == "/setup/lists/"
    client.post("/setup/lists/", {"source": "examples"})
    assert client.get("/setup/").headers["Location"] == "/setup/people/"
    client.post("/setup/people/", {"team": "Noord", "worker_name": "Wim", "worker_username": "wim"})
    assert client.get("/setup/").headers["Location"] == "/setup/settings/"
    assert "Ga verder met inrichten" in client.get("/organisation/").content.decode()
    settings = {"form_of_address": "je", "interval_days": "30", "signals": "off"}
    assert client.post("/setup/settings/", settings).headers["Location"] == "/setup/done/"
    assert "Ga verder met inrichten" not in client.get("/organisation/").content.decode()


def test_the_examples_come_in_but_wait_for_a_second_person(client: Client) -> None:
    set_up(client)
    client.post("/setup/lists/", {"source": "examples"})
    assert InstrumentVersion.objects.count() == 2
    assert not InstrumentVersion.objects.active().exists()


def zipped(files: dict[str, str]) -> io.BytesIO:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    packed.seek(0)
    packed.name = str(Path("own.zip"))
    return packed


def test_an_own_package_comes_in_and_a_wrong_one_says_everything_that_is_wrong(client: Client) -> None:
    set_up(client)
    files = shipped("voorbeeld-10")
    broken = files | {"instrument.toml": files["instrument.toml"].replace("higher_is_worse", "sideways")}
    answer = client.post("/setup/lists/", {"source": "own", "package": zipped(broken)})
    assert "direction is &quot;sideways&quot;; nodig is een van higher_is_worse" in answer.content.decode()
    assert not InstrumentVersion.objects.exists()
    no_zip = io.BytesIO(b"no zip")
    no_zip.name = "own.zip"
    refused = client.post("/setup/lists/", {"source": "own", "package": no_zip}).content.decode()
    assert "own.zip is geen zip die Koers kan lezen" in refused
    answer = client.post("/setup/lists/", {"source": "own", "package": zipped(files)})
    assert answer.headers["Location"] == "/setup/people/"
    assert InstrumentVersion.objects.get().instrument_id == "voorbeeld-10"


def test_the_spreadsheet_of_an_own_list_is_taken_as_it_is(client: Client) -> None:
    set_up(client)
    blank = io.BytesIO(blank_workbook(n_items=3, n_options=3))
    blank.name = "lijst.xlsx"
    page = client.post("/setup/lists/", {"source": "own", "package": blank}).content.decode()
    assert "blad instrument, rij 2: id is leeg" in page


def test_people_come_all_or_none(client: Client) -> None:
    set_up(client)
    twice = {"team": "Noord", "worker_name": "Wim", "worker_username": "iris"}
    assert client.post("/setup/people/", twice).status_code == 200
    assert User.objects.count() == 1
    assert not Organisation.objects.get().teams.exists()
