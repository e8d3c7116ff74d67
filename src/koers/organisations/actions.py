"""Setting up an organisation: itself, its teams, its people."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from koers.access.actor import Actor, SystemActor
from koers.access.roles import Permission, Reach, Role
from koers.accounts.models import User
from koers.audit import trail
from koers.audit.events import Event
from koers.organisations.models import Membership, Organisation, Team


def setting_up(organisation: Organisation, *, label: str) -> SystemActor:
    """The actor of the command or wizard that sets an organisation up; it reaches no family."""
    return SystemActor(
        organisation_id=organisation.pk,
        label=label,
        permissions=frozenset(
            {Permission.ORGANISATION_READ, Permission.PACKAGE_IMPORT, Permission.PACKAGE_ACTIVATE}
        ),
        reach=Reach.NOTHING,
    )


@transaction.atomic
def create_organisation(*, slug: str, name: str, is_demo: bool, label: str) -> Organisation:
    """Make an organisation. Raises ValidationError when the slug is taken."""
    organisation = Organisation(slug=slug, name=name, is_demo=is_demo)
    organisation.full_clean()
    organisation.save(force_insert=True)
    trail.record(Event.ORGANISATION_CREATED, actor=setting_up(organisation, label=label))
    return organisation


@transaction.atomic
def create_team(*, actor: Actor, organisation: Organisation, name: str) -> Team:
    """Make a team. Raises ValidationError when the name is taken."""
    team = Team(organisation=organisation, name=name)
    team.full_clean()
    team.save(force_insert=True)
    trail.record(Event.ROLE_GIVEN, actor=actor, about=trail.About(object_kind="team", object_id=team.pk))
    return team


@dataclass(frozen=True, slots=True)
class NewMembership:
    user: User
    role: Role
    started_on: date
    team: Team | None = None


@transaction.atomic
def give_role(*, actor: Actor, organisation: Organisation, new: NewMembership) -> Membership:
    """Let an account work in the organisation in one role, from a day on."""
    membership = Membership(
        organisation=organisation, user=new.user, role=new.role, team=new.team, started_on=new.started_on
    )
    membership.full_clean()
    membership.save(force_insert=True)
    about = trail.About(person_id=new.user.pk, object_kind=new.role.value, object_id=membership.pk)
    trail.record(Event.ROLE_GIVEN, actor=actor, about=about)
    return membership
