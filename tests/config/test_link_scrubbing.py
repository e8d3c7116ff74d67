"""A link in a log would open somebody's form to whoever reads the log."""

import logging
from types import SimpleNamespace

import pytest
from django.conf import settings
from gunicorn.config import Config

from koers.config.link_scrubbing import ACCESS_FORMAT, ScrubbedLogger, ScrubLinks, scrubbed

CODE = "Zm9vYmFyYmF6cXV4LS1fQQ"


@pytest.mark.parametrize(
    "line",
    [
        f"GET /i/{CODE} HTTP/1.1",
        f"Not Found: /i/{CODE}",
        f"https://koers.example/i/{CODE}?x=1",
        f'"/i/{CODE}"',
        f"/login/?next=%2Fi%2F{CODE}",
        f"/i/{CODE}/more",
        f"GET /password/{CODE}/ HTTP/1.1",
        f"Not Found: /password/{CODE}/",
        f"/login/?next=%2Fpassword%2F{CODE}%2F",
    ],
)
def test_T_TOK_3_no_line_of_a_log_holds_a_link(line: str) -> None:
    assert CODE not in scrubbed(line)
    assert "***" in scrubbed(line)


def test_other_addresses_stay_readable() -> None:
    assert scrubbed("GET /families/1/ and /api/x") == "GET /families/1/ and /api/x"
    assert scrubbed("/organisation/people/1/password/") == "/organisation/people/1/password/"


def test_arguments_of_a_message_are_scrubbed_too() -> None:
    record = logging.LogRecord("x", logging.WARNING, "", 0, "%s: %s", ("Gone", f"/i/{CODE}"), None)
    assert ScrubLinks().filter(record)
    assert record.getMessage() == "Gone: /i/***"


def test_every_handler_of_koers_scrubs() -> None:
    assert all("links" in handler["filters"] for handler in settings.LOGGING["handlers"].values())


def test_the_web_servers_line_has_no_link_and_no_page_one_came_from() -> None:
    logger = ScrubbedLogger(Config())
    environ = {
        "REQUEST_METHOD": "GET", "RAW_URI": f"/i/{CODE}", "PATH_INFO": f"/i/{CODE}",
        "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_REFERER": f"https://koers.example/i/{CODE}",
    }  # fmt: skip
    response = SimpleNamespace(status="200 OK", sent=1, headers=[])
    request = SimpleNamespace(headers=[("REFERER", f"https://koers.example/i/{CODE}")])
    from datetime import timedelta

    atoms = logger.atoms(response, request, environ, timedelta(seconds=1))
    assert "%(f)s" not in ACCESS_FORMAT
    assert CODE not in str(atoms)
