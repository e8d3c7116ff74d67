"""`koers user`: first accounts, and the way back in for an administrator who lost the password."""

import getpass
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from koers.access.roles import Role
from koers.cli.errors import CommandError
from koers.cli.settings import set_up

if TYPE_CHECKING:
    from koers.access.actor import SystemActor
    from koers.accounts.models import User
    from koers.organisations.models import Organisation, Team

app = typer.Typer(rich_markup_mode=None, help="Add somebody, close an account, set a password.")


@app.command(epilog='Example: koers user add iris --name "Iris Boom" --organisation noord --role admin')
def add(
    username: Annotated[str, typer.Argument(help="User name.")],
    name: Annotated[str, typer.Option(help="Name as colleagues know it.")],
    organisation: Annotated[
        str, typer.Option(help="Id of the organisation; not needed while there is one.")
    ] = "",
    role: Annotated[Role, typer.Option(help="What this person does.")] = Role.ADMIN,
    team: Annotated[str, typer.Option(help="Name of the team, for whoever works with families.")] = "",
) -> None:
    """Make an account with a role. The password is asked, or read from a pipe."""
    set_up()
    from django.core.exceptions import ValidationError
    from django.db import transaction
    from django.utils import timezone, translation

    from koers.accounts.actions import create_account, set_password
    from koers.organisations.actions import NewMembership, give_role

    translation.activate("en")
    owner = _organisation(organisation)
    actor = _actor(owner)
    password = _password()
    try:
        with transaction.atomic():
            user = create_account(actor=actor, username=username, full_name=name)
            new = NewMembership(user, role, started_on=timezone.localdate(), team=_team(owner, team, role))
            give_role(actor=actor, organisation=owner, new=new)
            set_password(actor=actor, user=user, password=password)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    print(f"{user.username} can log in, as {role.value} of {owner.name}.")


@app.command(epilog="Example: koers user disable iris")
def disable(username: str = typer.Argument(help="User name.")) -> None:
    """Close an account at once, also where it is logged in now."""
    set_up()
    from koers.accounts.actions import disable_account

    user = _user(username)
    disable_account(actor=_actor(_organisation_of(user)), user=user)
    print(f"{user.username} cannot get in any more.")


@app.command(epilog="Example: koers user password iris")
def password(username: str = typer.Argument(help="User name.")) -> None:
    """Set a password; every session of the account ends. The password is asked, or read from a pipe."""
    set_up()
    from django.core.exceptions import ValidationError
    from django.utils import translation

    from koers.accounts.actions import set_password

    translation.activate("en")
    user = _user(username)
    try:
        set_password(actor=_actor(_organisation_of(user)), user=user, password=_password())
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    print(f"{user.username} has a new password.")


def _actor(organisation: "Organisation") -> "SystemActor":
    from koers.organisations.actions import setting_up

    return setting_up(organisation, label=f"koers user ({getpass.getuser()})")


def _password() -> str:
    """Never an argument: those stand in the shell's history and in the list of processes."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    typed = getpass.getpass("Password (at least 12 characters): ")
    if getpass.getpass("Once more: ") != typed:
        raise CommandError("the two passwords differ; nothing was changed")
    return typed


def _organisation(slug: str) -> "Organisation":
    from koers.organisations.models import Organisation

    found = list(Organisation.objects.order_by("slug"))
    if not slug and len(found) == 1:
        return found[0]
    named = [one for one in found if one.slug == slug]
    if named:
        return named[0]
    known = ", ".join(one.slug for one in found) or "none yet (koers organisation add)"
    raise CommandError(f"there is no organisation {slug!r}; there is: {known}")


def _organisation_of(user: "User") -> "Organisation":
    from koers.organisations.models import Membership

    membership = Membership.objects.filter(user=user).select_related("organisation").first()
    if membership is None:
        raise CommandError(f"{user.username} belongs to no organisation")
    return membership.organisation


def _user(username: str) -> "User":
    from koers.accounts.models import User

    user = User.objects.filter(username=username.strip().lower()).first()
    if user is None:
        raise CommandError(f"there is no account {username!r}")
    return user


def _team(owner: "Organisation", name: str, role: Role) -> "Team | None":
    """The team of that name, made when it is new; care roles see families through a team."""
    from koers.organisations.actions import create_team
    from koers.organisations.models import Team
    from koers.organisations.policies import TEAM_ROLES

    if role not in TEAM_ROLES:
        return None
    if not name:
        raise CommandError(f"--team is needed for the role {role.value}")
    known = Team.objects.filter(organisation=owner, name=name).first()
    return known or create_team(actor=_actor(owner), organisation=owner, name=name)
