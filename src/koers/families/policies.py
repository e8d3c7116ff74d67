"""Who may change what in a family."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from koers.access.actor import Actor
from koers.access.errors import NotAllowed
from koers.access.roles import Permission
from koers.families.content import has_content
from koers.families.models import Family, Parent, SafetyBlock, SharingScope
from koers.families.sharing import Pairs, lacking

UNDO_WITHIN = timedelta(minutes=1)  # our choice: long enough to see a wrong tap, too short to press somebody


def check_may_open_family(actor: Actor) -> None:
    """Workers open the families they will work with."""
    if not actor.can(Permission.EPISODE_WRITE):
        raise NotAllowed(Permission.EPISODE_WRITE)


def check_may_take_away(actor: Actor, family: Family) -> None:
    """Who may open families takes a mistake back. Raises ValidationError once there is anything in it."""
    _check(actor, Permission.EPISODE_WRITE, family.pk)
    if has_content(family):
        raise ValidationError(_("There is something in this family already, so it cannot be taken away."))


def check_may_bring_back(actor: Actor, family: Family) -> None:
    """Nobody sees a family that was taken away; who did it can undo it."""
    if not actor.can(Permission.EPISODE_WRITE) or actor.user_id != family.removed_by_id:
        raise NotAllowed(Permission.EPISODE_WRITE)


def check_may_record_sharing(actor: Actor, family_id: UUID) -> None:
    """The worker who asked a parent alone writes the answer down (TRUST R-S2)."""
    if not actor.can(Permission.CONSENT_WRITE, family_id=family_id):
        raise NotAllowed(Permission.CONSENT_WRITE)


def check_may_add_people(actor: Actor, family_id: UUID) -> None:
    """Workers, and the import of earlier lists, add people to a family that they reach."""
    _check(actor, Permission.EPISODE_WRITE, family_id)


def check_may_change_people(actor: Actor, family_id: UUID) -> None:
    """The worker of the family keeps names, relations and birth dates right."""
    _check(actor, Permission.IDENTITY_WRITE, family_id)


def check_may_set_goals(actor: Actor, family_id: UUID) -> None:
    """The worker writes down goals, ratings and events; scientists read them."""
    _check(actor, Permission.GOAL_WRITE, family_id)


def check_may_check_authority(actor: Actor, family_id: UUID) -> None:
    """The worker looks up who has authority over a child (TRUST § 3.6)."""
    _check(actor, Permission.AUTHORITY_WRITE, family_id)


def check_may_block(actor: Actor, family_id: UUID) -> None:
    """Worker or scientist keeps two people apart, at once (TRUST R-S4)."""
    _check(actor, Permission.SAFETY_SET, family_id)


def check_may_undo_block(actor: Actor, block: SafetyBlock, *, at: datetime) -> None:
    """Who set a block takes a wrong tap back, in the first minute; after that it is lifted by two.

    Raises NotAllowed or ValidationError.
    """
    _check(actor, Permission.SAFETY_SET, block.first.family_id)
    if not has_set(actor, block):
        raise NotAllowed(Permission.SAFETY_SET)
    if at - block.set_at > UNDO_WITHIN:
        raise ValidationError(_("More than a minute has passed. Ask the behavioural scientist to lift it."))


def may_undo_block(actor: Actor, block: SafetyBlock, *, at: datetime) -> bool:
    return has_set(actor, block) and at - block.set_at <= UNDO_WITHIN


def has_set(actor: Actor, block: SafetyBlock) -> bool:
    return actor.user_id is not None and actor.user_id == block.set_by_id


def check_may_ask_to_lift(actor: Actor, family_id: UUID) -> None:
    """Only a scientist begins to lift a safety block."""
    _check(actor, Permission.SAFETY_LIFT, family_id)


def check_is_second_person(actor: Actor, block: SafetyBlock) -> None:
    """Raises ValidationError when who asked to lift a block would also agree to it (TRUST R-S4)."""
    if block.lift_asked_at is None:
        raise ValidationError(_("First the behavioural scientist asks to lift this block."))
    if actor.user_id is None or actor.user_id == block.lift_asked_by_id:
        raise ValidationError(_("A second person has to agree. Ask a colleague."))


def may_show_together(actor: Actor) -> bool:
    """Two persons' data to parents: an act of the worker of the family alone (TRUST § 3.3, row joint)."""
    return actor.can(Permission.JOINT_SHOW)


def _check(actor: Actor, permission: Permission, family_id: UUID) -> None:
    if not actor.can(permission, family_id=family_id):
        raise NotAllowed(permission)


def lacking_consent(
    parents: list[Parent], *, today: date, apart: Pairs | None = None
) -> list[tuple[Parent, Parent]]:
    """The (owner, reader) pairs without a consent in force, for lines of these people shown to all of them.

    Empty for one person alone: one's own data need nobody's consent.
    """
    return lacking(parents, data_of=parents, scope=SharingScope.LINE, today=today, apart=apart)
