"""A refusal stands once in the access log and as one line in the log of the machine."""

import io
import logging

import pytest
from django.core.cache import cache
from django.test import Client

from koers.access.errors import NotAllowed
from koers.access.roles import Permission
from koers.audit.events import Event
from koers.audit.models import AuditEvent
from koers.config.link_scrubbing import OneLineRefusals
from tests.factories.world import World

pytestmark = pytest.mark.django_db


def refusals() -> list[tuple[str, str, object, int]]:
    lines = AuditEvent.objects.filter(event__in=[Event.ACCESS_DENIED, Event.LOGIN_FAILED])
    return [(line.event, line.actor_label, line.family_id, line.outcome) for line in lines]


def test_a_page_refused_by_role_is_one_line(world: World, client_of) -> None:
    assert client_of(world.person["lead"]).get("/organisation/people/").status_code == 403
    assert refusals() == [("access.denied", "Lead", None, 4)]


def test_an_act_on_a_family_refused_by_a_policy_is_one_line_with_the_family(world: World, client_of) -> None:
    assert client_of(world.person["lead"]).post(f"/families/{world.linde.pk}/invite/").status_code == 403
    assert refusals() == [("access.denied", "Lead", world.linde.pk, 4)]


def test_an_outsider_finds_nothing_and_leaves_no_refusal(world: World, client_of) -> None:
    assert client_of(world.person["stranger"]).get(f"/families/{world.linde.pk}/").status_code == 404
    assert refusals() == []


def test_a_refused_sign_in_is_one_line(world: World) -> None:
    cache.clear()
    Client().post("/login/", {"login": "worker", "password": "something else"})
    assert refusals() == [("login.failed", "Worker", None, 4)]


def test_in_the_log_of_the_machine_a_refusal_has_no_traceback() -> None:
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.addFilter(OneLineRefusals())
    logger = logging.Logger("koers.test")
    logger.addHandler(handler)
    for fault in (NotAllowed(Permission.ACCOUNT_WRITE), ValueError("a fault")):
        try:
            raise fault
        except (NotAllowed, ValueError):
            logger.warning("what happened", exc_info=True)
    first, second, *rest = said.getvalue().splitlines()
    assert first == second == "what happened"
    assert rest[0].startswith("Traceback")
    assert rest[-1] == "ValueError: a fault"
