"""The web server of `koers demo` and `koers serve`, in this very process."""

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gunicorn.app.base import BaseApplication

from koers.cli.errors import CommandError
from koers.config.link_scrubbing import ACCESS_FORMAT, ScrubbedLogger

WORKERS = 2
# Browsers open connections ahead of need; a worker of one thread would wait on such a silent one.
THREADS = 4
REST_SECONDS = 5  # what a request may still take when the server is told to stop


@dataclass(frozen=True, slots=True)
class Address:
    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


def check_free(address: Address) -> None:
    """Raises CommandError when something else answers on the port already."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except OSError as error:
            raise CommandError(
                f"port {address.port} is in use or not allowed ({error.strerror}); "
                "stop the other program or choose a port, for example PORT=8001"
            ) from error


class WebServer(BaseApplication):  # type: ignore[misc]  # the library has no types
    def __init__(self, address: Address, when_ready: Callable[[], None]) -> None:
        self.address, self.when_ready = address, when_ready
        super().__init__()

    def load_config(self) -> None:
        settings: dict[str, Any] = {
            "bind": str(self.address),
            "workers": WORKERS,
            "worker_class": "gthread",
            "threads": THREADS,
            "preload_app": True,
            "graceful_timeout": REST_SECONDS,
            "loglevel": "warning",
            "proc_name": "koers",
            "logger_class": ScrubbedLogger,
            "access_log_format": ACCESS_FORMAT,
            "accesslog": os.environ.get("KOERS_ACCESS_LOG") or None,
            # gunicorn opens the umask to everybody unless told; the database's side files need it closed.
            "umask": 0o077,
            "when_ready": lambda _server: self.when_ready(),
        }
        if "control_socket_disable" in self.cfg.settings:
            settings["control_socket_disable"] = True  # nothing may steer the server from outside
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application with all its addresses, so that the first visitor does not wait for them."""
        from django.urls import get_resolver

        from koers.config.wsgi import application

        _ = get_resolver().url_patterns
        return application


def serve(address: Address, when_ready: Callable[[], None]) -> None:
    """Answer until Ctrl-C or SIGTERM; ends by SystemExit. No connection may be shared by forked workers."""
    from django.db import connections

    connections.close_all()
    WebServer(address, when_ready).run()
