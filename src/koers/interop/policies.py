"""Who may bring earlier lists in over the web."""

from koers.access.actor import Actor
from koers.access.errors import NotAllowed
from koers.access.roles import Permission


def check_may_import(actor: Actor) -> None:
    """An administrator, who sees of the result how much came in and never what it says (ADR 0008)."""
    if not actor.can(Permission.HISTORY_IMPORT):
        raise NotAllowed(Permission.HISTORY_IMPORT)
