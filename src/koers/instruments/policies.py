"""Who may take a list in, who may put it into use, and in which state."""

from koers.access.actor import Actor
from koers.access.errors import NotAllowed
from koers.access.roles import Permission
from koers.instruments.models import InstrumentVersion


def check_may_import(actor: Actor) -> None:
    """An administrator brings packages in (TRUST § 3.3, row `package`)."""
    if not actor.can(Permission.PACKAGE_IMPORT):
        raise NotAllowed(Permission.PACKAGE_IMPORT)


def check_may_activate(actor: Actor) -> None:
    """A behavioural scientist puts a version into use, and takes it out of use."""
    if not actor.can(Permission.PACKAGE_ACTIVATE):
        raise NotAllowed(Permission.PACKAGE_ACTIVATE)


def is_importer(actor: Actor, version: InstrumentVersion) -> bool:
    """Whether the same person brought this version in: two people look at norms (TRUST § 4.5).

    People are told apart by account, since two may share a name. Only where neither side is a person,
    as at a command line, is the name of the job compared.
    """
    if actor.user_id is None and version.imported_by_id is None:
        return actor.label == version.imported_by
    return actor.user_id is not None and actor.user_id == version.imported_by_id
