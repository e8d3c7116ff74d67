"""Who may look at a course, say what is expected, note a reading, and make a print."""

from uuid import UUID

from koers.access.actor import Actor
from koers.access.errors import NotAllowed
from koers.access.roles import Permission


def _check(actor: Actor, permission: Permission, family_id: UUID | None) -> None:
    if not actor.can(permission, family_id=family_id):
        raise NotAllowed(permission)


def check_may_read(actor: Actor, family_id: UUID | None = None) -> None:
    """Workers of the family, scientists and leads of its team read the line of each person.

    A page that fetched the family through `visible_to` has decided the reach and leaves family_id out.
    """
    _check(actor, Permission.LINE_READ, family_id)


def reads_answers(actor: Actor) -> bool:
    """Single answers are for the worker and the behavioural scientist; a team lead sees scores alone."""
    return actor.can(Permission.ANSWERS_READ)


def check_may_read_answers(actor: Actor) -> None:
    """See `reads_answers`; the reach was decided by fetching the family through `visible_to`."""
    _check(actor, Permission.ANSWERS_READ, None)


def sees_together(actor: Actor) -> bool:
    """Two persons in one figure on a staff screen: nothing passes between the parents (TRUST R-S3 a)."""
    return actor.can(Permission.BOTH_READ)


def is_asked_first(actor: Actor) -> bool:
    """Only who may write an expectation is asked for one before looking (T44)."""
    return actor.can(Permission.EXPECTATION_WRITE)


def sees_expectations(actor: Actor) -> bool:
    return actor.can(Permission.EXPECTATION_READ)


def sees_readings(actor: Actor) -> bool:
    return actor.can(Permission.READING_READ)


def may_note(actor: Actor) -> bool:
    return actor.can(Permission.READING_WRITE)


def may_print(actor: Actor) -> bool:
    return actor.can(Permission.PRINT_MAKE)


def check_may_expect(actor: Actor, family_id: UUID) -> None:
    """The worker of the family says what he or she expects."""
    _check(actor, Permission.EXPECTATION_WRITE, family_id)


def check_may_note(actor: Actor, family_id: UUID) -> None:
    """Workers and behavioural scientists note what they read."""
    _check(actor, Permission.READING_WRITE, family_id)


def check_may_print(actor: Actor, family_id: UUID | None = None) -> None:
    """Workers and behavioural scientists print; consent decides whose data stand together (TRUST R-S6)."""
    _check(actor, Permission.PRINT_MAKE, family_id)


def sees_signals(actor: Actor) -> bool:
    return actor.can(Permission.SIGNAL_READ)


def may_answer(actor: Actor) -> bool:
    return actor.can(Permission.SIGNAL_WRITE)


def may_state(actor: Actor) -> bool:
    return actor.can(Permission.SAID_WRITE)


def sees_statements(actor: Actor) -> bool:
    return actor.can(Permission.SAID_READ)


def may_sign(actor: Actor) -> bool:
    """A comment with sign-off on a reading is the behavioural scientist's (S22)."""
    return actor.can(Permission.READING_SIGN)


def check_may_answer(actor: Actor, family_id: UUID) -> None:
    """Workers of the family and behavioural scientists answer a talking point."""
    _check(actor, Permission.SIGNAL_WRITE, family_id)


def check_may_state(actor: Actor, family_id: UUID) -> None:
    """The worker of the family keeps what people say they experience."""
    _check(actor, Permission.SAID_WRITE, family_id)


def check_may_sign(actor: Actor, family_id: UUID) -> None:
    """See `may_sign`."""
    _check(actor, Permission.READING_SIGN, family_id)
