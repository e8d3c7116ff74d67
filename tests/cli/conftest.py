import pytest

from tests.cli.answer_files import Command


@pytest.fixture
def koers(capfd: pytest.CaptureFixture[str]) -> Command:
    return Command(capfd)
