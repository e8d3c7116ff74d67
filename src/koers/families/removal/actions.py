"""A family added by mistake disappears from sight. Nothing is deleted, and one tap brings it back."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from koers.access.actor import Actor
from koers.audit import trail
from koers.audit.events import Event
from koers.families import policies
from koers.families.models import Family


@transaction.atomic
def take_away(*, actor: Actor, family: Family) -> None:
    """Nobody sees it any more. Its code is free again, and so is the form that brought it.

    Raises NotAllowed, or ValidationError once there is a list, link, goal or anything else in it.
    """
    family = Family.objects.select_for_update().get(pk=family.pk)
    policies.check_may_take_away(actor, family)
    family.removed_at, family.removed_by_id, family.form_key = timezone.now(), actor.user_id, None
    family.save(update_fields=["removed_at", "removed_by_id", "form_key"])
    trail.record(Event.FAMILY_REMOVED, actor=actor, about=_about(family))


@transaction.atomic
def bring_back(*, actor: Actor, family_id: UUID) -> Family:
    """The way back for who took it away. Raises NotAllowed, or ValidationError when its code was given on."""
    family = Family.objects.select_for_update().get(pk=family_id, organisation_id=actor.organisation_id)
    policies.check_may_bring_back(actor, family)
    standing = Family.objects.standing().filter(organisation_id=family.organisation_id, code=family.code)
    if standing.exclude(pk=family.pk).exists():
        raise ValidationError(
            _("Another family has the code %(code)s by now. Add this family once more.")
            % {"code": family.code}
        )
    family.removed_at = family.removed_by_id = None
    family.save(update_fields=["removed_at", "removed_by_id"])
    trail.record(Event.FAMILY_RESTORED, actor=actor, about=_about(family))
    return family


def _about(family: Family) -> trail.About:
    return trail.About(family_id=family.pk, object_kind="family", object_id=family.pk)
