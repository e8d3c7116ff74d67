"""Who may enter a list, and with which package."""

from koers.access.actor import Actor
from koers.access.errors import NotAllowed, WrongState
from koers.access.roles import Permission
from koers.families.models import Family
from koers.instruments.models import InstrumentVersion


def check_may_enter(actor: Actor, family: Family) -> None:
    """The worker of the family enters lists while care runs."""
    if not actor.can(Permission.ANSWERS_ENTER, family_id=family.pk):
        raise NotAllowed(Permission.ANSWERS_ENTER)
    if not family.episodes.running().exists():
        raise WrongState("care has ended")


def check_may_invite(actor: Actor, family: Family) -> None:
    """The worker of the family asks its parents while care runs."""
    if not actor.can(Permission.LINK_ISSUE, family_id=family.pk):
        raise NotAllowed(Permission.LINK_ISSUE)
    if not family.episodes.running().exists():
        raise WrongState("care has ended")


def may_use(version: InstrumentVersion, family: Family) -> bool:
    """A made-up list is for the demo and practice families: its norms mean nothing for real people."""
    return not version.is_fictitious or family.is_practice or family.organisation.is_demo
