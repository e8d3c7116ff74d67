"""Shared by all tests: the named world, and a browser of somebody signed in."""

import os
from collections.abc import Callable, Iterator
from importlib import import_module

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

import koers.config.urls  # noqa: F401 - made now, with the demo's addresses, before a test turns the demo off
from koers.accounts.models import User
from tests.factories.snapshot import WorldSnapshot
from tests.factories.world import World


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what reads or writes the database: the rest ran already, and would be the same."""
    if not os.environ.get("KOERS_TEST_ON_POSTGRES"):
        return
    touching = [item for item in items if item.get_closest_marker("django_db") or "db" in item.fixturenames]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(touching)])
    items[:] = touching


@pytest.fixture(scope="session")
def world_snapshot() -> WorldSnapshot:
    return WorldSnapshot()


@pytest.fixture
def world(db: None, world_snapshot: WorldSnapshot) -> World:
    return world_snapshot.restore()


@pytest.fixture(scope="session", autouse=True)
def _addresses() -> None:
    """The first import settles which addresses there are: not while a test has taken the demo away."""
    import_module(settings.ROOT_URLCONF)


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    """Commands set the language and the file mask of their process; the next test starts afresh."""
    mask = os.umask(0o022)
    yield
    os.umask(mask)
    translation.deactivate()


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """`client_of(world.person["worker"])` is a client signed in as that person."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return signed_in
