"""Making an organisation and its first people."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from koers.access.actor import Actor
from koers.access.roles import Role
from koers.accounts import actions as accounts
from koers.accounts.models import User
from koers.instruments import actions as instruments
from koers.instruments.archive import as_texts, find_package, read_package, shipped_ids
from koers.instruments.models import InstrumentVersion
from koers.organisations import actions as organisations
from koers.organisations.actions import NewMembership, NewPerson, setting_up
from koers.organisations.models import Organisation

LONGEST_SLUG = 40


@dataclass(frozen=True, slots=True)
class Administrator:
    organisation: str
    full_name: str
    username: str
    password: str


@transaction.atomic
def create_first_administrator(*, new: Administrator) -> User:
    """The organisation and who administers it, together or not at all.

    Raises ValidationError when an organisation exists by now or the user name is taken.
    """
    # Two browsers may both have given the code; whoever comes second finds the door closed.
    if Organisation.objects.select_for_update().exists():
        raise ValidationError(_("Koers has been set up already. Log in."))
    slug = slugify(new.organisation)[:LONGEST_SLUG] or "organisation"
    label = _("first set-up")  # in the log, where the privacy officer reads it
    organisation = organisations.create_organisation(
        slug=slug, name=new.organisation, is_demo=False, label=label
    )
    actor = setting_up(organisation, label=label)
    user = accounts.create_account(
        actor=actor, username=new.username, full_name=new.full_name, password=new.password
    )
    membership = NewMembership(user, Role.ADMIN, started_on=timezone.localdate())
    organisations.give_role(actor=actor, organisation=organisation, new=membership)
    return user


@transaction.atomic
def import_examples(*, actor: Actor) -> list[InstrumentVersion]:
    """Every package that ships with Koers. Raises NotAllowed."""
    packages = (as_texts(read_package(find_package(shipped))) for shipped in shipped_ids())
    return [instruments.import_package(actor=actor, files=files) for files in packages]


@transaction.atomic
def add_first_people(
    *, actor: Actor, organisation: Organisation, team: str, people: Iterable[tuple[Role, str, str]]
) -> list[tuple[User, str]]:
    """A team and people (role, name, user name) in it; each with the one-time code to set a password.

    Raises NotAllowed or ValidationError; then nobody has been added.
    """
    made = organisations.create_team(actor=actor, organisation=organisation, name=team)
    added = []
    for role, full_name, username in people:
        new = NewPerson(username, full_name, role, made)
        added.append(organisations.add_person(actor=actor, organisation=organisation, new=new))
    return added
