"""Who may change what in a family."""

from datetime import date
from uuid import UUID

from koers.access.actor import Actor
from koers.access.errors import NotAllowed
from koers.access.roles import Permission
from koers.families.models import Parent, SharingConsent


def check_may_open_family(actor: Actor) -> None:
    """Workers open the families they will work with."""
    if not actor.can(Permission.EPISODE_WRITE):
        raise NotAllowed(Permission.EPISODE_WRITE)


def check_may_record_sharing(actor: Actor, family_id: UUID) -> None:
    """The worker who asked a parent alone writes the answer down (TRUST R-S2)."""
    if not actor.can(Permission.CONSENT_WRITE, family_id=family_id):
        raise NotAllowed(Permission.CONSENT_WRITE)


def lacking_consent(parents: list[Parent], *, today: date) -> list[tuple[Parent, Parent]]:
    """The (owner, reader) pairs without a consent in force, for data of these people shown to all of them.

    Empty for one person alone: one's own data need nobody's consent.
    """
    given = set(
        SharingConsent.objects.filter(owner__in=parents, reader__in=parents)
        .in_force(on=today)
        .values_list("owner_id", "reader_id")
    )
    pairs = [(owner, reader) for owner in parents for reader in parents if owner != reader]
    return [(owner, reader) for owner, reader in pairs if (owner.pk, reader.pk) not in given]
