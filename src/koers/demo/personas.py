"""The made-up people as accounts in the database, and the one family that the front door shows."""

from koers.access.actor import StaffActor
from koers.accounts.models import User
from koers.demo.story import Persona, story
from koers.families.models import Family
from koers.organisations.actors import actor_of

WALK_WORKER, WALK_FAMILY = "noor", "Linde"


def offered() -> list[Persona]:
    """As whom a visitor can sign in, in the order of the front door."""
    return [*story().personas("first"), *story().personas("more")]


def account_of(username: str) -> User | None:
    """The account of an offered persona, or None: no other account opens without a password."""
    if username not in {persona.username for persona in offered()}:
        return None
    return User.objects.filter(username=username, is_active=True).first()


def walk_worker() -> StaffActor | None:
    user = account_of(WALK_WORKER)
    return actor_of(user) if user else None


def walk_family(actor: StaffActor) -> Family | None:
    """The family of front door and walk, as its own worker may see it."""
    return Family.objects.visible_to(actor).filter(name=WALK_FAMILY).first()
