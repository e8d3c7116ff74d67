"""No log holds a link that opens something: `/i/<code>` is written as `/i/***` (TRUST § 4.1).

The same for the link by which a colleague chooses a password.
"""

import logging
import re
from typing import Any

from django.core.exceptions import PermissionDenied
from gunicorn.glogging import Logger

_LINK = re.compile(r"((?:/|%2[fF])(?:i|password)(?:/|%2[fF]))[^/\s\"'?&#%]+")
# Without the page one came from: that may be a link, too. The duration helps to find what is slow.
ACCESS_FORMAT = '%(h)s %(t)s "%(r)s" %(s)s %(b)s %(D)s'


def scrubbed(text: str) -> str:
    return _LINK.sub(r"\1***", text)


class ScrubLinks(logging.Filter):
    """On every handler: messages of whatever part of Koers or its libraries."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = scrubbed(record.getMessage()), None
        return True


class OneLineRefusals(logging.Filter):
    """A refusal is no fault: its line names the address, and where in the code it came about helps nobody."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and isinstance(record.exc_info[1], PermissionDenied):
            record.exc_info = record.exc_text = None
        return True


class ScrubbedLogger(Logger):  # type: ignore[misc]  # the library has no types
    """The web server's own lines: access log and errors."""

    def atoms(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().atoms(*args, **kwargs)
        return {name: scrubbed(value) if isinstance(value, str) else value for name, value in found.items()}

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in (*self.error_log.handlers, *self.access_log.handlers):
            handler.addFilter(ScrubLinks())
