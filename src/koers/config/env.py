"""Typed reading of the environment; whatever is missing or odd fails with one sentence at start-up."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set. Set it in the environment and start again.")
    return value


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def data_dir() -> Path:
    """Where the database and all other state live: KOERS_DATA_DIR, or `var` in the working directory."""
    return Path(os.environ.get("KOERS_DATA_DIR") or "var").absolute()


# TRUST § 6.1: FULL because an acknowledged answer must survive a power cut; IMMEDIATE because a lock
# taken late deadlocks two writers; recursive_triggers because REPLACE would pass the log's guard.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON; "
    "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA cell_size_check=ON;"
)


def sqlite(path: Path | str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }


def postgres(url: str) -> dict[str, Any]:
    """Settings for `postgresql://user:password@host:port/name?option=value`; no host: the local socket."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured("KOERS_DATABASE_URL must look like postgresql://user@host:5432/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def database() -> dict[str, Any]:
    url = os.environ.get("KOERS_DATABASE_URL", "")
    return postgres(url) if url else sqlite(data_dir() / "koers.sqlite3")
