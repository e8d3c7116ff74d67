"""From an account to an actor: the hat somebody wears today."""

from collections import defaultdict
from uuid import UUID

from django.utils import timezone

from koers.access.actor import StaffActor
from koers.access.roles import Role
from koers.accounts.models import User
from koers.organisations.models import Membership


def actor_of(user: User) -> StaffActor | None:
    """The actor of the live memberships of an account, or None without one.

    Somebody with several roles wears the first in the order of `Role`; memberships of that role in
    several teams of one organisation count together.
    """
    memberships = list(Membership.objects.filter(user=user).live(today=timezone.localdate()))
    if not memberships:
        return None
    order = list(Role)
    first = min(memberships, key=lambda one: (order.index(Role(one.role)), one.started_on, one.pk))
    teams: defaultdict[tuple[UUID, str], set[UUID]] = defaultdict(set)
    for one in memberships:
        if one.team_id:
            teams[one.organisation_id, one.role].add(one.team_id)
    return StaffActor(
        organisation_id=first.organisation_id,
        user_id=user.pk,
        label=user.full_name,
        role=Role(first.role),
        team_ids=frozenset(teams[first.organisation_id, first.role]),
    )
