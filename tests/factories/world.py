"""One small named world, built through the actions that users use.

Vlierhof (demo)                              Zandweg (not a demo)
  team Noord: worker, colleague, scientist,    team Zuid: stranger
              team lead                        family Esdoorn of the stranger
  team West: other_worker
  admin, researcher, privacy_officer
  family Linde of worker: mother 4 lists (last 6 days ago), father 4 (last 50 days ago); 9 years old child
  family Wilg of worker: foster mother Ria, no list yet
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from koers.access.actor import StaffActor, SystemActor
from koers.access.roles import Role
from koers.accounts.actions import create_account
from koers.accounts.models import User
from koers.families.actions import NewChild, NewFamily, NewParent, open_family
from koers.families.models import Family, Parent, Relation
from koers.instruments.actions import activate_version, import_package
from koers.instruments.models import InstrumentVersion
from koers.measurements.actions import NewList, store_list
from koers.measurements.models import Administration, AdministrationMode
from koers.organisations.actions import (
    NewMembership,
    create_organisation,
    create_team,
    give_role,
    setting_up,
)
from koers.organisations.actors import actor_of
from koers.organisations.models import Organisation, Team
from tests.factories.packages import shipped

STARTED_DAYS_AGO = 130


@dataclass
class World:
    """See the picture above. `person` holds the staff by the names in it."""

    organisation: Organisation
    other_organisation: Organisation
    teams: dict[str, Team] = field(default_factory=dict)
    person: dict[str, User] = field(default_factory=dict)

    def actor(self, name: str) -> StaffActor:
        actor = actor_of(self.person[name])
        assert actor is not None
        return actor

    @property
    def linde(self) -> Family:
        return Family.objects.get(name="Linde")

    @property
    def wilg(self) -> Family:
        return Family.objects.get(name="Wilg")

    @property
    def esdoorn(self) -> Family:
        return Family.objects.get(name="Esdoorn")

    @property
    def mother(self) -> Parent:
        return self.linde.parents.get(relation=Relation.MOTHER)

    @property
    def father(self) -> Parent:
        return self.linde.parents.get(relation=Relation.FATHER)

    @property
    def short(self) -> InstrumentVersion:
        return InstrumentVersion.objects.get(organisation=self.organisation, instrument_id="voorbeeld-10")

    @property
    def long(self) -> InstrumentVersion:
        return InstrumentVersion.objects.get(organisation=self.organisation, instrument_id="voorbeeld-34")


def day(days_ago: int) -> date:
    return timezone.localdate() - timedelta(days=days_ago)


def build_world() -> World:
    world = World(
        create_organisation(slug="vlierhof", name="Vlierhof", is_demo=True, label="tests"),
        create_organisation(slug="zandweg", name="Zandweg", is_demo=False, label="tests"),
    )
    setup = setting_up(world.organisation, label="tests")
    for name, role, team in (
        ("worker", Role.PRACTITIONER, "Noord"),
        ("colleague", Role.PRACTITIONER, "Noord"),
        ("other_worker", Role.PRACTITIONER, "West"),
        ("scientist", Role.BEHAVIOURAL_SCIENTIST, "Noord"),
        ("lead", Role.TEAM_LEAD, "Noord"),
        ("admin", Role.ADMIN, ""),
        ("researcher", Role.RESEARCHER, ""),
        ("privacy_officer", Role.PRIVACY_OFFICER, ""),
    ):
        hire(world, setup, name, role, team)
    elsewhere = setting_up(world.other_organisation, label="tests")
    hire(world, elsewhere, "stranger", Role.PRACTITIONER, "Zuid")
    for package in ("voorbeeld-10", "voorbeeld-34"):
        version = import_package(actor=setup, files=shipped(package))
        activate_version(actor=world.actor("scientist"), version=version)
    open_for(world, "worker", "Linde", [NewParent(Relation.MOTHER), NewParent(Relation.FATHER)])
    open_for(world, "worker", "Wilg", [NewParent(Relation.FOSTER_PARENT, name="Ria")])
    open_for(world, "stranger", "Esdoorn", [NewParent(Relation.MOTHER)])
    for parent, days, level in ((world.mother, (120, 80, 40, 6), 1), (world.father, (119, 90, 70, 50), 2)):
        for index, days_ago in enumerate(days):
            fill_in(world, parent, days_ago=days_ago, answer=min(level + index, 4), is_long=index == 0)
    return world


def hire(world: World, setup: SystemActor, name: str, role: Role, team: str = "") -> User:
    """A member of staff in one role, and the team when it is new."""
    organisation = Organisation.objects.get(pk=setup.organisation_id)
    if team and team not in world.teams:
        world.teams[team] = create_team(actor=setup, organisation=organisation, name=team)
    world.person[name] = create_account(actor=setup, username=name, full_name=name.title())
    new = NewMembership(world.person[name], role, started_on=day(400), team=world.teams.get(team))
    give_role(actor=setup, organisation=organisation, new=new)
    return world.person[name]


def open_for(world: World, name: str, family: str, parents: list[NewParent]) -> Family:
    """A family of this worker, with one child of nine years."""
    actor = world.actor(name)
    new = NewFamily(
        name=family,
        team=Team.objects.get(pk=next(iter(actor.team_ids))),
        responsible=world.person[name],
        started_on=day(STARTED_DAYS_AGO),
        parents=parents,
        children=[NewChild(birth_date=day(9 * 365 + 100), name="Sam")],
    )
    return open_family(actor=actor, new=new)


def fill_in(
    world: World, parent: Parent, *, days_ago: int, answer: int | None = 2, is_long: bool = False
) -> Administration:
    """A list on paper with the same answer to every question."""
    version = world.long if is_long else world.short
    new = NewList(
        parent=parent,
        child=parent.family.children.get(),
        version=version,
        filled_on=day(days_ago),
        mode=AdministrationMode.PAPER,
        answers={item.id: answer for item in version.instrument.items},
    )
    return store_list(actor=world.actor("worker"), new=new)
