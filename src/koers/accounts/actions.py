"""Accounts of staff."""

from django.db import transaction

from koers.access.actor import Actor
from koers.accounts.models import User
from koers.audit import trail
from koers.audit.events import Event


@transaction.atomic
def create_account(*, actor: Actor, username: str, full_name: str, password: str | None = None) -> User:
    """Make an account; without a password nobody can sign in with it until one is set.

    Raises ValidationError when the user name is taken or empty.
    """
    user = User(username=username.strip().lower(), full_name=full_name)
    if password is None:
        user.set_unusable_password()
    else:
        user.set_password(password)
    user.full_clean()
    user.save(force_insert=True)
    trail.record(Event.ACCOUNT_CREATED, actor=actor, about=trail.About(person_id=user.pk))
    return user
