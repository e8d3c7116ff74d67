"""The demo before its families are there, and outside demo mode."""

import pytest
from django.test import Client
from pytest_django import Settings

from koers.demo.checks import demo_only_in_demo_mode


@pytest.mark.django_db
def test_the_front_door_without_families_says_what_to_do() -> None:
    page = Client().get("/demo/").content.decode()
    assert "make demo-reset" in page


@pytest.mark.django_db
def test_nobody_gets_in_before_the_accounts_are_there() -> None:
    assert Client().post("/demo/login/", {"username": "noor"}).status_code == 404


def test_the_demo_outside_demo_mode_is_an_error(settings: Settings) -> None:
    assert demo_only_in_demo_mode(None) == []
    settings.DEMO_MODE = False
    assert [error.id for error in demo_only_in_demo_mode(None)] == ["koers.demo.E001"]
