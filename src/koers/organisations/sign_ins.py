"""Sign-ins and refused ones in the log of the organisation of the account."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from koers.accounts.models import User
from koers.audit import trail
from koers.audit.events import Event
from koers.organisations.actors import actor_of

REFUSED = 4


def signed_in(sender: Any, user: User, **kwargs: Any) -> None:
    _record(Event.LOGIN_OK, user)


def signed_out(sender: Any, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        _record(Event.SESSION_ENDED, user)


def refused(sender: Any, credentials: dict[str, Any], **kwargs: Any) -> None:
    """What was typed is not kept: people type their password in the wrong field."""
    user = User.objects.filter(username=str(credentials.get("username", "")).lower()).first()
    if user is None:
        trail.record_without_actor(Event.LOGIN_FAILED, label="unknown account", outcome=REFUSED)
    else:
        _record(Event.LOGIN_FAILED, user, outcome=REFUSED)


def _record(event: Event, user: User, *, outcome: int = 0) -> None:
    actor = actor_of(user)
    if actor is None:
        trail.record_without_actor(event, label="account without a role", outcome=outcome)
    else:
        trail.record(event, actor=actor, outcome=outcome)


def connect() -> None:
    user_logged_in.connect(signed_in, dispatch_uid="koers.signed_in")
    user_logged_out.connect(signed_out, dispatch_uid="koers.signed_out")
    user_login_failed.connect(refused, dispatch_uid="koers.refused")
