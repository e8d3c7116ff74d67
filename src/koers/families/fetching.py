"""How every page of a family begins: outsiders find nothing, insiders need the right, and it is logged."""

from collections.abc import Sequence
from uuid import UUID

from django.shortcuts import get_object_or_404

from koers.access.actor import ActorRequest
from koers.access.errors import NotAllowed
from koers.access.roles import Permission
from koers.audit import trail
from koers.audit.events import Event
from koers.families.models import Family


def family_for(request: ActorRequest, family_id: UUID, permission: Permission) -> Family:
    """The family, or 404 for who may not know of it, or NotAllowed for an insider without this right."""
    family = get_object_or_404(Family.objects.visible_to(request.actor), pk=family_id)
    if not request.actor.can(permission):
        raise NotAllowed(permission)
    return family


def family_read(request: ActorRequest, family: Family, rows: Sequence[str]) -> None:
    """Written before anything is shown; rows: what of the permission table is on the page."""
    about = trail.About(family_id=family.pk, rows=rows)
    trail.record(Event.FAMILY_READ, actor=request.actor, about=about)
