"""Makes the demo database, keeps it, or makes it anew; whatever people did in it themselves is kept."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from koers.audit.events import Event
from koers.audit.models import AuditEvent
from koers.demo import state
from koers.demo.load import Progress, load_demo
from koers.demo.story import story

Say = Callable[[str], None]
# Looking round, with the one tap that a profile asks for, leaves nothing worth keeping.
LOOKING = frozenset(
    {
        Event.FAMILY_READ,
        Event.LIST_READ,
        Event.PROFILE_READ,
        Event.CHART_READ,
        Event.LOG_READ,
        Event.PRINT_MADE,
        Event.EXPECTATION_STORED,
        Event.LINK_ISSUED,
        Event.LINK_BEGUN,
        Event.LINK_RESUMED,
        Event.LOGIN_OK,
        Event.LOGIN_FAILED,
        Event.SESSION_ENDED,
        Event.ACCESS_DENIED,
    }
)


def prepare(data_dir: Path, *, reset: bool, say: Say, progress: Progress) -> None:
    """Bring the demo in this directory up to date. Raises state.NotTheDemo.

    A demo that has grown old is made anew, unless somebody entered something since: then it stays as it
    is and `say` gets a sentence about it.
    """
    now = timezone.now()
    marker = state.read_marker(data_dir)
    plan = state.plan_for(marker, data_dir=data_dir, story=story().digest, today=timezone.localdate(now))
    if reset:
        plan = state.Upkeep.MAKE
    if plan is not state.Upkeep.MAKE:
        _migrate()
    if plan is state.Upkeep.REFRESH and marker is not None and marker.made_at is not None:
        plan = _refresh_or_keep(marker.made_at, say)
    if plan is state.Upkeep.MAKE:
        _make(data_dir, now, progress)


def _refresh_or_keep(made_at: datetime, say: Say) -> state.Upkeep:
    made_on = timezone.localtime(made_at).date()
    if has_been_used_since(made_at):
        say(f"The demo is of {made_on} and holds what was entered since; `make demo-reset` makes it new.")
        return state.Upkeep.KEEP
    say(f"The demo was of {made_on}; its families are made anew, with dates counted back from today.")
    return state.Upkeep.MAKE


def has_been_used_since(moment: datetime) -> bool:
    """Whether somebody changed something in the demo, apart from looking round in it."""
    return AuditEvent.objects.filter(at__gt=moment).exclude(event__in=LOOKING).exists()


def _make(data_dir: Path, now: datetime, progress: Progress) -> None:
    told = story()
    state.Marker(story=told.digest).write(data_dir)
    connections.close_all()
    state.remove_database(data_dir)
    _migrate()
    load_demo(today=timezone.localdate(now), progress=progress)
    state.Marker(story=told.digest, made_at=timezone.now()).write(data_dir)


def _migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
