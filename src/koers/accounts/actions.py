"""Accounts of staff."""

from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from koers.access.actor import Actor
from koers.access.errors import NotAllowed
from koers.access.roles import Permission
from koers.accounts.models import PasswordLink, User
from koers.accounts.password_links import VALID_DAYS, hash_of, new_code
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


@transaction.atomic
def make_password_link(*, actor: Actor, user: User) -> str:
    """A fresh one-time code for the account; the one before it stops working. Raises NotAllowed.

    The code is given back once and kept nowhere: only its hash is stored.
    """
    _check_may_manage(actor)
    now = timezone.now()
    _end_links(user)
    code = new_code()
    PasswordLink(
        user=user,
        code_hash=hash_of(code),
        made_at=now,
        made_by=actor.label,
        expires_at=now + timedelta(days=VALID_DAYS),
    ).save(force_insert=True)
    trail.record(Event.PASSWORD_LINK_MADE, actor=actor, about=trail.About(person_id=user.pk))
    return code


@transaction.atomic
def use_password_link(*, actor: Actor, link: PasswordLink, password: str) -> None:
    """Set the password and end the link. Raises ValidationError when the password breaks a rule.

    actor: the owner of the account. Every session that the account had ends with the old password.
    """
    _store_password(link.user, password)
    _end_links(link.user)
    trail.record(Event.PASSWORD_SET, actor=actor, about=trail.About(person_id=link.user_id))


@transaction.atomic
def set_password(*, actor: Actor, user: User, password: str) -> None:
    """Set a password for somebody, from the command line. Raises NotAllowed or ValidationError."""
    _check_may_manage(actor)
    _store_password(user, password)
    _end_links(user)
    trail.record(Event.PASSWORD_SET, actor=actor, about=trail.About(person_id=user.pk))


@transaction.atomic
def disable_account(*, actor: Actor, user: User) -> None:
    """Close an account at once: no sign-in, no open link, and every session refused at its next request.

    Raises NotAllowed.
    """
    _check_may_manage(actor)
    user.is_active = False
    # A session holds a hash over the password, so it stays dead when the account is opened again.
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    _end_links(user)
    trail.record(Event.ACCOUNT_DISABLED, actor=actor, about=trail.About(person_id=user.pk))


@transaction.atomic
def enable_account(*, actor: Actor, user: User) -> None:
    """Open an account again; a new password has to be set through a new link. Raises NotAllowed."""
    _check_may_manage(actor)
    user.is_active = True
    user.save(update_fields=["is_active"])
    trail.record(Event.ACCOUNT_ENABLED, actor=actor, about=trail.About(person_id=user.pk))


def _check_may_manage(actor: Actor) -> None:
    if not actor.can(Permission.ACCOUNT_WRITE):
        raise NotAllowed(Permission.ACCOUNT_WRITE)


def _store_password(user: User, password: str) -> None:
    validate_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])


def _end_links(user: User) -> None:
    PasswordLink.objects.filter(user=user, ended_at=None).update(ended_at=timezone.now())
