"""Correcting who is in a family. Nobody is deleted: what they filled in stays theirs."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from koers.access.actor import Actor
from koers.audit import trail
from koers.audit.events import Event
from koers.families import policies
from koers.families.models import Child, Family, Parent, Relation


@dataclass(frozen=True, slots=True)
class ParentFacts:
    relation: Relation
    name: str


@dataclass(frozen=True, slots=True)
class ChildFacts:
    name: str
    birth_date: date


@transaction.atomic
def rename_family(*, actor: Actor, family: Family, name: str) -> None:
    """Raises NotAllowed or ValidationError."""
    policies.check_may_change_people(actor, family.pk)
    family.name = name
    family.full_clean()
    family.save(update_fields=["name"])
    trail.record(Event.FAMILY_CHANGED, actor=actor, about=_about(family.pk, "family", family.pk))


@transaction.atomic
def change_parent(*, actor: Actor, parent: Parent, facts: ParentFacts) -> None:
    """Another name or relation; slot and code stay for life. Raises NotAllowed or ValidationError."""
    policies.check_may_change_people(actor, parent.family_id)
    parent.relation, parent.name = facts.relation, facts.name
    parent.full_clean()
    parent.save(update_fields=["relation", "name"])
    trail.record(Event.FAMILY_CHANGED, actor=actor, about=_about(parent.family_id, "parent", parent.pk))


@transaction.atomic
def mark_left(*, actor: Actor, parent: Parent, on: date) -> None:
    """From this day no lists are asked of this person. Raises NotAllowed or ValidationError."""
    policies.check_may_change_people(actor, parent.family_id)
    others = Parent.objects.taking_part().filter(family=parent.family_id).exclude(pk=parent.pk)
    if not others.exists():
        raise ValidationError(_("A family keeps at least one parent or carer. First add who takes part."))
    parent.left_on = on
    parent.save(update_fields=["left_on"])
    trail.record(Event.FAMILY_CHANGED, actor=actor, about=_about(parent.family_id, "parent", parent.pk))


@transaction.atomic
def mark_back(*, actor: Actor, parent: Parent) -> None:
    """Takes part again, in the same slot; also the way back from a mistake. Raises NotAllowed."""
    policies.check_may_change_people(actor, parent.family_id)
    parent.left_on = None
    parent.save(update_fields=["left_on"])
    trail.record(Event.FAMILY_CHANGED, actor=actor, about=_about(parent.family_id, "parent", parent.pk))


@transaction.atomic
def change_child(*, actor: Actor, child: Child, facts: ChildFacts) -> bool:
    """Another name or birth date. Stored scores stay as they are; True when the birth date changed.

    Raises NotAllowed or ValidationError.
    """
    policies.check_may_change_people(actor, child.family_id)
    if facts.birth_date > timezone.localdate():
        raise ValidationError(_("The child's birth date lies in the future. Correct the date."))
    is_other_day = child.birth_date != facts.birth_date
    child.name, child.birth_date = facts.name, facts.birth_date
    child.full_clean()
    child.save(update_fields=["name", "birth_date"])
    trail.record(Event.FAMILY_CHANGED, actor=actor, about=_about(child.family_id, "child", child.pk))
    return is_other_day


def _about(family_id: UUID, kind: str, object_id: UUID) -> trail.About:
    return trail.About(family_id=family_id, object_kind=kind, object_id=object_id, rows=("identity",))
