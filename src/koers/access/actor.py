"""Who acts: a member of staff in one role of one organisation, or a named job of Koers itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from django.http import HttpRequest

from koers.access.roles import ROLE_PERMISSIONS, ROLE_REACH, Permission, Reach, Role


class Actor(Protocol):
    """What `visible_to`, policies and the log need to know of somebody."""

    @property
    def organisation_id(self) -> UUID: ...
    @property
    def user_id(self) -> UUID | None: ...
    @property
    def label(self) -> str: ...
    @property
    def role_name(self) -> str: ...
    @property
    def reach(self) -> Reach: ...
    @property
    def team_ids(self) -> frozenset[UUID]: ...

    def can(self, permission: Permission, *, family_id: UUID | None = None) -> bool:
        """The right in general, or for one family that the actor can also reach."""
        ...


FamilyReach = Callable[[Actor, UUID], bool]
_family_reach: list[FamilyReach] = []


def set_family_reach(reaches: FamilyReach) -> None:
    """`families` hands over here how a grant on one family is found; nothing is reachable before."""
    _family_reach[:] = [reaches]


@dataclass(frozen=True, slots=True)
class StaffActor:
    """A signed-in member of staff, built anew for every request so that no right outlives its grant."""

    organisation_id: UUID
    user_id: UUID
    label: str
    role: Role
    team_ids: frozenset[UUID] = frozenset()
    _reached: dict[UUID, bool] = field(default_factory=dict, compare=False, repr=False)

    @property
    def role_name(self) -> str:
        return self.role.value

    @property
    def reach(self) -> Reach:
        return ROLE_REACH[self.role]

    def can(self, permission: Permission, *, family_id: UUID | None = None) -> bool:
        if permission not in ROLE_PERMISSIONS[self.role]:
            return False
        return family_id is None or self._reaches(family_id)

    def _reaches(self, family_id: UUID) -> bool:
        if family_id not in self._reached:
            self._reached[family_id] = any(reaches(self, family_id) for reaches in _family_reach)
        return self._reached[family_id]


@dataclass(frozen=True, slots=True)
class SystemActor:
    """A job of Koers (an import, the demo) with the rights of that job in one organisation."""

    organisation_id: UUID
    label: str
    permissions: frozenset[Permission]
    reach: Reach = Reach.ORGANISATION
    user_id: UUID | None = None
    team_ids: frozenset[UUID] = frozenset()

    @property
    def role_name(self) -> str:
        return "system"

    def can(self, permission: Permission, *, family_id: UUID | None = None) -> bool:
        if permission not in self.permissions:
            return False
        return family_id is None or any(reaches(self, family_id) for reaches in _family_reach)


@dataclass(frozen=True, slots=True)
class RespondentActor:
    """Whoever came through a parent's link: may send lists of that one family's link and reaches nothing.

    A link is the right to one empty form, not proof of who holds it, so the log gets no name.
    """

    organisation_id: UUID
    family_id: UUID
    user_id: UUID | None = None
    label: str = "respondent"
    role_name: str = "respondent"
    reach: Reach = Reach.NOTHING
    team_ids: frozenset[UUID] = frozenset()

    def can(self, permission: Permission, *, family_id: UUID | None = None) -> bool:
        return permission is Permission.ANSWERS_ENTER and family_id == self.family_id


class ActorRequest(HttpRequest):
    """A request behind the sign-in: the middleware has put the actor on it."""

    actor: Actor
