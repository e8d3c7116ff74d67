"""Every address, as everybody, with every method: what happens is what the matrix says."""

import re
import uuid
from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from koers.access.matrix import MATRIX, Rule
from koers.access.roles import ROLE_PERMISSIONS, Role
from koers.accounts.models import User
from koers.families.models import Child
from koers.instruments.models import InstrumentVersion
from koers.measurements.models import Administration
from koers.organisations.models import Team
from koers.ui.errors import TEXTS

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
REACHES_LINDE = {"worker", "scientist", "lead"}
ROLES = {
    "worker": Role.PRACTITIONER,
    "colleague": Role.PRACTITIONER,
    "other_worker": Role.PRACTITIONER,
    "stranger": Role.PRACTITIONER,
    "scientist": Role.BEHAVIOURAL_SCIENTIST,
    "lead": Role.TEAM_LEAD,
    "admin": Role.ADMIN,
    "researcher": Role.RESEARCHER,
    "privacy_officer": Role.PRIVACY_OFFICER,
}
OF_VERSION = {"instruments:detail", "instruments:activate", "instruments:retire"}  # of one organisation
CHANGES_SESSION = {"accounts:login", "accounts:logout", "demo:login"}
FINE = {200, 204, 302, 303, 400, 404}  # 400 and 404: an empty form posted to an action, never a page


@dataclass(frozen=True)
class Case:
    name: str
    who: str
    method: str

    @property
    def rule(self) -> Rule:
        return MATRIX[self.name]

    def expected(self) -> set[int]:
        if self.who == "anonymous" or self.rule.for_respondent:
            return self._expected_outside()
        if self.method not in self.rule.methods:
            return {405}
        if self.rule.permission is None:
            return FINE
        if self.rule.of_family and self.who not in REACHES_LINDE:
            return {404}
        if self.rule.permission not in ROLE_PERMISSIONS[ROLES[self.who]]:
            return {403}
        return self._expected_inside()

    def _expected_inside(self) -> set[int]:
        if self.name in OF_VERSION and self.who == "stranger":
            return {404}
        return FINE - {404} if self.method in {"GET", "HEAD"} else FINE

    def _expected_outside(self) -> set[int]:
        if self.rule.for_respondent:  # staff are nobody here: without a link's session there is one answer
            return FINE | {403} if self.method in self.rule.methods else {405}
        if not self.rule.is_public:
            return {302}
        return FINE if self.method in self.rule.methods else {405}


def address(name: str, family_id: uuid.UUID, parent_id: uuid.UUID) -> str:
    if name in OF_VERSION:
        version = InstrumentVersion.objects.get(organisation__slug="vlierhof", instrument_id="voorbeeld-10")
        return reverse(name, kwargs={"version_id": version.pk})
    for arguments in (
        {},
        {"family_id": family_id},
        {"family_id": family_id, "parent_id": parent_id},
        {"family_id": family_id, "administration_id": list_of(family_id)},
        {"family_id": family_id, "child_id": child_of(family_id)},
        {"code": "x" * 22},
        {"user_id": User.objects.get(username="worker").pk},
        {"team_id": Team.objects.get(name="Noord").pk},
        {"key": "retention.audit_years"},
        {"number": 1},
    ):
        try:
            return reverse(name, kwargs=arguments)
        except NoReverseMatch:
            continue
    raise AssertionError(f"the sweep does not know how to fill in the address of {name}")


def list_of(family_id: uuid.UUID) -> uuid.UUID:
    """A list of this family; for a family that does not exist any id will do."""
    found = Administration.objects.filter(family_id=family_id).values_list("pk", flat=True).first()
    return found or uuid.uuid4()


def child_of(family_id: uuid.UUID) -> uuid.UUID:
    found = Child.objects.filter(family_id=family_id).values_list("pk", flat=True).first()
    return found or uuid.uuid4()


def ask(client: Client, method: str, path: str) -> HttpResponse:
    return client.generic(method, path, content_type="application/x-www-form-urlencoded")


def as_seen(response: HttpResponse) -> str:
    """The page as anybody sees it: without reference number, form token and the id in its own address."""
    changing = r"[0-9A-F]{4}-[0-9A-F]{4}|[0-9a-f]{8}-[0-9a-f-]{27}|csrfmiddlewaretoken\" value=\"\w+"
    return re.sub(changing, "", response.content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["anonymous", *ROLES])
def test_S12_every_address_answers_as_the_matrix_says(who, world, client_of) -> None:
    wrong = []
    client = Client()
    for name in MATRIX:
        path = address(name, world.linde.pk, world.mother.pk)
        for method in METHODS:
            # A session of one's own where signing in or out is what is tried.
            if (not client.session.session_key and who != "anonymous") or name in CHANGES_SESSION:
                client = Client() if who == "anonymous" else client_of(world.person[who])
            case = Case(name, who, method)
            status = ask(client, method, path).status_code
            if status not in case.expected():
                wrong.append(f"{method} {path} ({name}) as {who}: {status}, expected {case.expected()}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["colleague", "other_worker", "stranger", "admin", "privacy_officer"])
def test_S12_a_foreign_family_looks_like_one_that_does_not_exist(who, world, client_of) -> None:
    client = client_of(world.person[who])
    for name, rule in MATRIX.items():
        if not rule.of_family:
            continue
        method = "GET" if "GET" in rule.methods else "POST"
        foreign = ask(client, method, address(name, world.linde.pk, world.mother.pk))
        missing = ask(client, method, address(name, uuid.uuid4(), uuid.uuid4()))
        assert foreign.status_code == missing.status_code == 404, name
        assert as_seen(foreign) == as_seen(missing), name
        assert list(foreign.headers) == list(missing.headers), name


@pytest.mark.django_db
def test_a_parent_of_another_family_is_not_found_in_this_one(world, client_of) -> None:
    client = client_of(world.person["worker"])
    path = reverse(
        "measurements:paper_entry", kwargs={"family_id": world.wilg.pk, "parent_id": world.mother.pk}
    )
    assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_signed_out_every_staff_address_leads_to_the_same_way_in(world) -> None:
    for name, rule in MATRIX.items():
        if rule.is_public or rule.for_respondent:
            continue
        for family_id in (world.linde.pk, uuid.uuid4()):
            answer = Client().get(address(name, family_id, world.mother.pk))
            assert answer.status_code == 302, name
            assert answer.headers["Location"].startswith("/login/"), name


@pytest.mark.django_db
def test_refusals_are_pages_of_our_own(world, client_of) -> None:
    refused = client_of(world.person["lead"]).get(f"/families/{world.linde.pk}/paper/")
    assert refused.status_code == 403
    assert str(TEXTS[403].happened) in refused.content.decode()
