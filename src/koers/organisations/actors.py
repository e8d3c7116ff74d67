"""From an account to an actor: the hat somebody wears today."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from koers.access.actor import StaffActor
from koers.access.roles import Role
from koers.accounts.models import User
from koers.organisations import settings
from koers.organisations.models import Membership, OrganisationSettings


def actor_of(user: User) -> StaffActor | None:
    """The actor of the live memberships of an account, or None without one.

    Somebody with several roles wears the first in the order of `Role`; memberships of that role in
    several teams of one organisation count together.
    """
    memberships = _memberships(user)
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


def remember_memberships(user: User, memberships: Sequence[Membership]) -> None:
    """Keep with an account the live memberships (and settings) that were read together with it."""
    user.live_memberships = memberships  # type: ignore[attr-defined]  # accounts knows no memberships


def _memberships(user: User) -> Sequence[Membership]:
    known: Sequence[Membership] | None = getattr(user, "live_memberships", None)
    if known is not None:
        return known
    return list(Membership.objects.filter(user=user).live(today=timezone.localdate()))


def settings_with(user: User | AnonymousUser) -> list[OrganisationSettings]:
    """The settings that were read together with an account, of each organisation."""
    memberships: Sequence[Membership] = getattr(user, "live_memberships", ())
    return [_settings(one) for one in memberships]


def _settings(membership: Membership) -> OrganisationSettings:
    newest: OrganisationSettings | None = getattr(membership, "newest_settings", None)
    return newest or settings.defaults(membership.organisation_id)
