"""Correcting and withdrawing a list: nothing is overwritten, the old version only stops counting (S18)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from koers.access.actor import Actor
from koers.audit import trail
from koers.audit.events import Event
from koers.families.models import Child, Parent
from koers.measurements import actions, listeners
from koers.measurements.actions import Correction, FormerScore, NewList
from koers.measurements.correcting import policies
from koers.measurements.models import Administration, AdministrationMode


@dataclass(frozen=True, slots=True)
class Corrected:
    """What the list should have said. t_score only for a score of a former system, answers for all others."""

    parent: Parent
    child: Child
    filled_on: date
    reason: str
    answers: Mapping[str, int | None] = field(default_factory=dict)
    t_score: float | None = None
    form_key: UUID = field(default_factory=uuid4)


@transaction.atomic
def correct_list(*, actor: Actor, administration: Administration, corrected: Corrected) -> Administration:
    """Store a new version with its own scores; the old one and what was derived from it stop counting.

    The same form twice is one correction. Raises NotAllowed, WrongState, or ValidationError with a sentence;
    then nothing has changed.
    """
    policies.check_may_correct(actor, administration.family)
    old = _locked(administration)
    if _is_sent_before(old, corrected):
        return old.replaced_by
    _check(old, corrected)
    aside = _set_aside(old)
    correction = Correction(old, corrected.reason.strip())
    if old.answers is None:
        stored = actions.keep_score(actor=actor, former=_former_score(old, corrected), correction=correction)
    else:
        stored = actions.keep_list(actor=actor, new=_new_list(old, corrected), correction=correction)
    listeners.tell(
        actor, *aside
    )  # the course that lost it: of another parent, or of a list no longer derived
    return stored


@transaction.atomic
def withdraw_list(*, actor: Actor, administration: Administration, reason: str) -> None:
    """The list and what was derived from it leave chart and table; both stay stored with the reason.

    Withdrawn before: nothing happens. Raises NotAllowed, WrongState, or ValidationError with a sentence.
    """
    policies.check_may_correct(actor, administration.family)
    old = _locked(administration)
    if old.withdrawn_at is not None:
        return
    _check_stands(old)
    _check_reason(reason)
    gone = [old, *_derived_from(old)]
    for one in gone:
        one.is_current = False
        one.withdrawn_at, one.withdrawn_by = timezone.now(), actor.label
        one.withdrawn_reason = reason.strip()
        one.save(update_fields=["is_current", "withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    listeners.tell(actor, *gone)
    about = trail.About(
        family_id=old.family_id,
        person_id=old.parent_id,
        object_kind="administration",
        object_id=old.pk,
        rows=["answers", "score"],
    )
    trail.record(Event.ADMINISTRATION_WITHDRAWN, actor=actor, about=about)


def _locked(administration: Administration) -> Administration:
    """The row as it is now, held until the end of the transaction: of two corrections one comes first."""
    rows = Administration.objects.select_for_update(of=("self",))
    return rows.select_related("instrument_version", "family__organisation").get(pk=administration.pk)


def _is_sent_before(old: Administration, corrected: Corrected) -> bool:
    return Administration.objects.filter(replaces=old, form_key=corrected.form_key).exists()


def _check(old: Administration, corrected: Corrected) -> None:
    _check_stands(old)
    _check_reason(corrected.reason)
    if corrected.parent.family_id != old.family_id:
        raise ValidationError(_("This list belongs to another family. Open it there."))
    if _said(old) == _meant(old, corrected):
        raise ValidationError(_("Nothing is different yet. Change what was wrong, or go back."))


def _check_stands(old: Administration) -> None:
    if not old.is_current:
        raise ValidationError(_("This list was corrected or withdrawn already. Open the newest version."))
    if old.is_derived:
        raise ValidationError(_("This list is taken from the long list. Correct the long list."))


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": _("Write in a few words what was wrong.")})


def _said(old: Administration) -> tuple[object, ...]:
    content = _t_score(old) if old.answers is None else old.answers
    return (old.parent_id, old.child_id, old.filled_on, content)


def _meant(old: Administration, corrected: Corrected) -> tuple[object, ...]:
    items = old.instrument_version.instrument.item_ids
    answers = {item_id: corrected.answers.get(item_id) for item_id in items}
    content = corrected.t_score if old.answers is None else answers
    return (corrected.parent.pk, corrected.child.pk, corrected.filled_on, content)


def _t_score(old: Administration) -> float | None:
    return old.scores.get(is_primary=True).t_score


def _set_aside(old: Administration) -> list[Administration]:
    """Before the new version comes: two lists that count cannot stand on one day."""
    aside = [old, *_derived_from(old)]
    for one in aside:
        one.is_current = False
        one.save(update_fields=["is_current"])
    return aside


def _derived_from(old: Administration) -> list[Administration]:
    return list(Administration.objects.current().filter(derived_from=old).select_for_update())


def _new_list(old: Administration, corrected: Corrected) -> NewList:
    return NewList(
        parent=corrected.parent,
        child=corrected.child,
        version=old.instrument_version,
        filled_on=corrected.filled_on,
        mode=AdministrationMode(old.mode),
        answers=corrected.answers,
        form_key=corrected.form_key,
    )


def _former_score(old: Administration, corrected: Corrected) -> FormerScore:
    if corrected.t_score is None:
        raise ValidationError({"t_score": _("Fill in the T score of the former system.")})
    return FormerScore(
        parent=corrected.parent,
        child=corrected.child,
        version=old.instrument_version,
        filled_on=corrected.filled_on,
        mode=AdministrationMode(old.mode),
        t_score=corrected.t_score,
        form_key=corrected.form_key,
    )
