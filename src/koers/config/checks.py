"""What production refuses to start with (TRUST T-SUP-5): one sentence each, with what to do."""

import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import NoReverseMatch, reverse

SHORTEST_KEY = 50  # characters; Django's own limit for a key that signs sessions
KEYS_OF_EXAMPLES = ("django-insecure", "for tests only", "change", "secret")
LOOPBACK = ("127.0.0.1", "::1")
SQLITE_FULL = 2  # what PRAGMA synchronous gives back for FULL


def unsafe_settings() -> Iterator[str]:
    """What is wrong before a database is opened."""
    if settings.DEBUG:
        yield "DEBUG is on and would show families' data in error pages; leave DEBUG out of your settings."
    if not _is_strong(settings.SECRET_KEY):
        yield (
            f"KOERS_SECRET_KEY is too weak; set at least {SHORTEST_KEY} random characters, "
            'for example from: python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    if any(host == "*" or host.startswith(".") for host in settings.ALLOWED_HOSTS):
        yield "KOERS_HOSTS has a wildcard; name each host that Koers answers to."
    if not settings.ALLOWED_HOSTS:
        yield "KOERS_HOSTS is empty; name the host that Koers answers to."
    has_safe_cookies = settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE
    if not has_safe_cookies and not settings.INSECURE_LOOPBACK:
        yield "cookies would also travel without encryption; use koers.config.settings.production."
    if settings.DEMO_MODE or "koers.demo" in settings.INSTALLED_APPS or _has_demo_address():
        yield "the demo with its sign-in without password is on; use koers.config.settings.production."


def unsafe_address(host: str) -> Iterator[str]:
    """Plain http is for the own machine alone, and never behind a proxy that would open it to others."""
    if not settings.INSECURE_LOOPBACK:
        return
    if host not in LOOPBACK:
        yield f"KOERS_INSECURE_LOOPBACK is on, so --bind must be 127.0.0.1 or [::1], not {host}."
    if settings.SECURE_PROXY_SSL_HEADER:
        yield "KOERS_INSECURE_LOOPBACK and KOERS_BEHIND_TLS_PROXY exclude each other; leave one out."


def unsafe_directory(data_dir: Path, *, demo_marker: str) -> Iterator[str]:
    if not data_dir.exists():
        return
    if stat.S_IMODE(data_dir.stat().st_mode) & 0o077:
        yield f"{data_dir} can be read by other accounts of this machine; run: chmod 700 '{data_dir}'"
    if (data_dir / demo_marker).exists():
        yield f"{data_dir} holds the demo; choose another directory with KOERS_DATA_DIR."


def unsafe_database() -> Iterator[str]:
    """What is wrong with the database as the connection really is, not as the settings say."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous")
            is_durable = cursor.fetchone()[0] >= SQLITE_FULL
        else:
            cursor.execute("SHOW synchronous_commit")
            is_durable = cursor.fetchone()[0] != "off"
    if not is_durable:
        yield "the database may lose answers at a power cut; set synchronous to FULL."
    if "organisations_organisation" in connection.introspection.table_names() and _has_demo_organisation():
        yield "the database holds a demo organisation; start with an empty database."


def pending_migrations() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def _is_strong(key: str) -> bool:
    is_example = any(key.lower().startswith(one) for one in KEYS_OF_EXAMPLES)
    return len(key) >= SHORTEST_KEY and len(set(key)) > SHORTEST_KEY // 5 and not is_example


def _has_demo_address() -> bool:
    try:
        reverse("demo:front_door")
    except NoReverseMatch:
        return False
    return True


def _has_demo_organisation() -> bool:
    from koers.organisations.models import Organisation

    return Organisation.objects.filter(is_demo=True).exists()
