"""The run of all tests never hides a stage that did not run."""

import sys

import pytest

from scripts import run_tests
from scripts.run_tests import Report, prepare_pdf, run_browser_stage, run_postgres_stage, why_no_postgres

NOWHERE = "postgresql://127.0.0.1:1/none"


@pytest.fixture
def nothing_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without Chromium, package manager and PostgreSQL."""
    monkeypatch.delenv("KOERS_CHROMIUM", raising=False)
    monkeypatch.setenv("KOERS_TEST_POSTGRES_URL", NOWHERE)
    monkeypatch.setattr(run_tests, "find_chromium", lambda: None)
    monkeypatch.setattr(run_tests, "install_packages", lambda what, *packages: None)
    monkeypatch.setattr(run_tests, "makes_pdf", lambda: False)


@pytest.mark.parametrize(("required", "failed"), [("", False), ("1", True)])
def test_what_is_skipped_is_said_and_fails_where_it_is_required(
    nothing_there: None, monkeypatch: pytest.MonkeyPatch, required: str, failed: bool
) -> None:
    monkeypatch.setenv("KOERS_REQUIRE_BROWSER", required)
    monkeypatch.setenv("KOERS_REQUIRE_POSTGRES", required)
    monkeypatch.setenv("KOERS_REQUIRE_PDF", required)
    report = Report()
    run_browser_stage(report)
    run_postgres_stage(report)
    prepare_pdf(report)
    assert "skipped, there is no Chromium" in report.lines[0]
    assert "no server answers" in report.lines[1]
    assert "skipped, Pango is missing" in report.lines[2]
    assert report.failed is failed


@pytest.mark.parametrize(("code", "failed"), [(0, False), (1, True), (5, True)])
def test_a_stage_without_tests_fails_like_one_with_a_red_test(code: int, failed: bool) -> None:
    report = Report()
    report.ran("browser tests", code, 1.0)
    assert report.failed is failed


def test_the_end_of_a_command_is_its_own() -> None:
    assert run_tests.run([sys.executable, "-c", "raise SystemExit(3)"]) == 3


def test_a_server_that_does_not_answer_is_said_in_one_line() -> None:
    assert "\n" not in (why_no_postgres(NOWHERE) or "\n")
