"""The organisation as its own staff see it: who works here, in which team and role. No family stands here."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from koers.access.actor import Actor
from koers.organisations.models import Membership, Organisation, Team
from koers.ui.wording import role_name


@dataclass(frozen=True, slots=True)
class PersonRow:
    name: str
    role: str
    team: str


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    name: str
    people: list[PersonRow]
    teams: list[str]

    @classmethod
    def of(cls, actor: Actor, *, today: date) -> Self:
        organisation = Organisation.objects.visible_to(actor).get()
        memberships = Membership.objects.visible_to(actor).live(today=today).select_related("user", "team")
        people = [
            PersonRow(
                name=membership.user.full_name,
                role=role_name(membership.role),
                team=membership.team.name if membership.team else "",
            )
            for membership in memberships
        ]
        teams = [team.name for team in Team.objects.visible_to(actor)]
        return cls(organisation.name, people, teams)
