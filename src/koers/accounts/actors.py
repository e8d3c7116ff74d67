"""Who acts when somebody works on the own account without being signed in: the holder of its link."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from koers.access.actor import SystemActor
from koers.access.roles import Reach
from koers.accounts.models import User


@dataclass(frozen=True, slots=True)
class AccountOwner(SystemActor):
    """May do nothing but what the account's own link is for; reaches no family."""

    @classmethod
    def of(cls, user: User) -> Self:
        return cls(
            organisation_id=_organisation_of(user),
            label=user.full_name,
            permissions=frozenset(),
            reach=Reach.NOTHING,
            user_id=user.pk,
        )


def _organisation_of(user: User) -> UUID:
    """Where the line of the log belongs; an account gets its first role with the account itself."""
    organisation_id: UUID = user.memberships.order_by("started_on").values_list("organisation_id", flat=True)[
        0
    ]
    return organisation_id
