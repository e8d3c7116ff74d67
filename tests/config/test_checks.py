"""What production refuses to start with."""

from pathlib import Path

import pytest
from pytest_django import Settings

from koers.config.checks import pending_migrations, unsafe_database, unsafe_directory, unsafe_settings
from koers.organisations.actions import create_organisation

STRONG = "kX2v9QwLz7RmB4nT8cYhJ6dFsG3pAeUuZ1oWiVxNqKtMbCrHyP0"


@pytest.fixture
def safe(settings: Settings) -> Settings:
    """Settings with nothing to refuse, from which each test takes one thing away."""
    settings.DEBUG = False
    settings.DEMO_MODE = False
    settings.SECRET_KEY = STRONG
    settings.ALLOWED_HOSTS = ["koers.example.org"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.INSTALLED_APPS = [app for app in settings.INSTALLED_APPS if app != "koers.demo"]
    settings.ROOT_URLCONF = "koers.ui.urls"
    return settings


def test_safe_settings_are_accepted(safe: Settings) -> None:
    assert list(unsafe_settings()) == []


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DEBUG", True, "DEBUG is on"),
        ("SECRET_KEY", STRONG[:49], "KOERS_SECRET_KEY is too weak"),
        ("SECRET_KEY", "a" * 60, "KOERS_SECRET_KEY is too weak"),
        ("SECRET_KEY", "django-insecure-" + STRONG, "KOERS_SECRET_KEY is too weak"),
        ("ALLOWED_HOSTS", ["*"], "wildcard"),
        ("ALLOWED_HOSTS", [".example.org"], "wildcard"),
        ("ALLOWED_HOSTS", [], "KOERS_HOSTS is empty"),
        ("SESSION_COOKIE_SECURE", False, "without encryption"),
        ("CSRF_COOKIE_SECURE", False, "without encryption"),
        ("DEMO_MODE", True, "sign-in without password"),
        ("ROOT_URLCONF", "koers.config.urls", "sign-in without password"),
    ],
)
def test_TSUP5_each_unsafe_setting_is_refused_with_one_sentence(
    safe: Settings, name: str, value: object, sentence: str
) -> None:
    setattr(safe, name, value)
    (refusal,) = unsafe_settings()
    assert sentence in refusal


def test_TSUP5_a_directory_that_others_can_read_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "data"
    assert list(unsafe_directory(place, demo_marker="demo.json")) == []
    place.mkdir(mode=0o700)
    assert list(unsafe_directory(place, demo_marker="demo.json")) == []
    place.chmod(0o750)
    (refusal,) = unsafe_directory(place, demo_marker="demo.json")
    assert f"chmod 700 '{place}'" in refusal


@pytest.mark.django_db
def test_TSUP5_a_database_with_a_demo_organisation_is_refused() -> None:
    create_organisation(slug="x", name="X", is_demo=False, label="test")
    assert list(unsafe_database()) == []
    create_organisation(slug="y", name="Y", is_demo=True, label="test")
    (refusal,) = unsafe_database()
    assert "demo organisation" in refusal


@pytest.mark.django_db
def test_the_test_database_has_no_pending_migrations() -> None:
    assert pending_migrations() == []
