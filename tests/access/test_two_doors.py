"""T-AUTHZ-9: staff and parents have doors of their own, and neither session opens the other."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from koers.access.entrance import URLCONF
from koers.access.matrix import MATRIX
from tests.access.test_sweep import address, ask
from tests.factories.world import World
from tests.measurements.entering import Phone
from tests.measurements.entering import ask as ask_parent

pytestmark = pytest.mark.django_db
STAFF_ADDRESSES = [name for name, rule in MATRIX.items() if rule.of_family or rule.permission]


@pytest.fixture
def parent_phone(world: World) -> Phone:
    phone = Phone()
    phone.begin(ask_parent(world, world.mother).code)
    return phone


def test_a_links_session_opens_no_address_of_staff(world: World, parent_phone: Phone) -> None:
    for name in STAFF_ADDRESSES:
        path = address(name, world.linde.pk, world.mother.pk)
        method = "GET" if "GET" in MATRIX[name].methods else "POST"
        answer = ask(parent_phone.client, method, path)
        assert answer.status_code == 302, name
        assert answer.headers["Location"].startswith("/login/"), name


def test_the_parents_urlconf_holds_the_parents_addresses_only() -> None:
    own = {f"entrance:{pattern.name}" for pattern in get_resolver(URLCONF).url_patterns[0].url_patterns}
    assert own == {name for name, rule in MATRIX.items() if rule.for_respondent}
    with pytest.raises(NoReverseMatch):
        reverse("caseload:families", urlconf=URLCONF)


def test_the_staff_session_is_not_read_at_the_parents_door(world: World, client_of) -> None:
    client = client_of(world.person["worker"])
    assert client.get("/fill/1/").status_code == 403
    page = client.get(f"/i/{ask_parent(world, world.mother).code}")
    assert "Worker" not in page.content.decode()
    assert not hasattr(page.wsgi_request, "actor") or page.wsgi_request.actor is None


def test_the_links_cookie_is_not_read_at_the_door_of_staff(world: World, parent_phone: Phone) -> None:
    answer = parent_phone.client.get("/help/")
    assert settings.FILL_COOKIE_NAME not in answer.wsgi_request.COOKIES


@pytest.mark.parametrize(
    "path",
    [
        "/fill/../families/", "/fill/%2e%2e/families/", "/fill/%252e%252e/families/", "/fill//families/",
        "/%2ffamilies/", "/fill/families/", "/FILL/1/", "/fill./1/", "/i/../families/", "/families./",
        "/fill/1/../../families/",
    ],
)  # fmt: skip
def test_no_spelling_of_an_address_leads_round_the_door(parent_phone: Phone, path: str) -> None:
    cache.clear()
    answer = parent_phone.client.get(path)
    assert answer.status_code in {301, 302, 404}
    assert "Linde" not in answer.content.decode()
    if answer.status_code == 302:
        assert answer.headers["Location"].startswith("/login/")


@pytest.mark.parametrize("header", ["x-original-url", "x-rewrite-url", "x-http-method-override"])
def test_no_header_leads_round_the_door(world: World, parent_phone: Phone, header: str) -> None:
    answer = parent_phone.client.get("/fill/1/", headers={header: f"/families/{world.linde.pk}/"})
    assert "Linde" not in answer.content.decode()


@pytest.mark.parametrize("state", ["live", "used", "expired", "withdrawn", "other_family"])
def test_each_state_of_a_link_opens_its_own_form_or_nothing(world: World, state: str) -> None:
    from django.utils import timezone

    from koers.measurements.models import Invitation

    issued = ask_parent(world, world.wilg.parents.get() if state == "other_family" else world.mother)
    phone = Phone()
    phone.begin(issued.code)
    row = Invitation.objects.filter(pk=issued.invitation.pk)
    if state == "used":
        phone.answer_all(issued.invitation)
        phone.send(issued.invitation)
    elif state == "expired":
        row.update(expires_at=timezone.now())
    elif state == "withdrawn":
        row.update(ended_at=timezone.now(), ended_reason="withdrawn")
    statuses = {
        name: ask(phone.client, "GET", address(name, world.linde.pk, world.mother.pk)).status_code
        for name, rule in MATRIX.items()
        if rule.for_respondent and "GET" in rule.methods and name not in {"entrance:start", "entrance:help"}
    }
    expected = {"live": {200, 302}, "other_family": {200, 302}, "used": {200, 302, 303}}
    assert set(statuses.values()) <= expected.get(state, {403}), statuses


def test_without_the_forms_token_no_address_of_the_door_accepts_a_post(world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    for name, rule in MATRIX.items():
        if rule.for_respondent and "POST" in rule.methods:
            answer = strict.post(address(name, world.linde.pk, world.mother.pk))
            assert answer.status_code == 403, name
            assert "Deze pagina stond lang open" in answer.content.decode(), name
