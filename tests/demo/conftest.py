"""The demo, loaded once for the tests of a module; each test sees it as it was."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from koers.demo.load import load_demo


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Inside one transaction that is rolled back when the module is left."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo(today=timezone.localdate())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: None, db: None) -> None:
    """A test that names this has the demo in its database."""


@pytest.fixture
def today() -> date:
    return timezone.localdate()
