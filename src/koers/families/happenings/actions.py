"""Writing down what happened in a family, and taking a mistake off the time line."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from koers.access.actor import Actor
from koers.audit import trail
from koers.audit.events import Event
from koers.families import policies
from koers.families.models import Family, Happening, HappeningKind


@dataclass(frozen=True, slots=True)
class NewHappening:
    """until None: one day."""

    kind: HappeningKind
    label: str
    happened_on: date
    until: date | None = None
    is_crisis: bool = False
    shareable: bool = False


@transaction.atomic
def add_happening(*, actor: Actor, family: Family, new: NewHappening) -> Happening:
    """Raises NotAllowed, or ValidationError with a sentence."""
    policies.check_may_set_goals(actor, family.pk)
    if new.happened_on > timezone.localdate():
        raise ValidationError(_("This day lies in the future. Choose a day up to today."))
    happening = Happening(
        family=family,
        kind=new.kind,
        label=new.label,
        happened_on=new.happened_on,
        until=new.until,
        is_crisis=new.is_crisis,
        shareable=new.shareable,
        recorded_by=actor.label,
    )
    happening.full_clean()
    happening.save(force_insert=True)
    trail.record(Event.HAPPENING_STORED, actor=actor, about=_about(happening))
    return happening


@transaction.atomic
def remove_happening(*, actor: Actor, happening: Happening) -> None:
    """Off the time line; the entry itself is kept. Raises NotAllowed."""
    policies.check_may_set_goals(actor, happening.family_id)
    happening.removed_at = timezone.now()
    happening.save(update_fields=["removed_at"])
    trail.record(Event.HAPPENING_REMOVED, actor=actor, about=_about(happening))


@transaction.atomic
def put_back_happening(*, actor: Actor, happening: Happening) -> None:
    """Raises NotAllowed."""
    policies.check_may_set_goals(actor, happening.family_id)
    happening.removed_at = None
    happening.save(update_fields=["removed_at"])
    trail.record(Event.HAPPENING_REMOVED, actor=actor, about=_about(happening))


def _about(happening: Happening) -> trail.About:
    return trail.About(
        family_id=happening.family_id, object_kind="happening", object_id=happening.pk, rows=("goal",)
    )
