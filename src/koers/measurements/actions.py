"""Storing a filled-in list with its scores, and the short list that is contained in a long one."""

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
from koers.instruments.fault_wording import worded
from koers.instruments.models import InstrumentVersion
from koers.measurements import listeners, policies
from koers.measurements.models import (
    Administration,
    AdministrationMode,
    AdministrationSource,
    AdministrationState,
    Score,
)
from koers.psychometrics import AnswerError, Instrument, Reason, TScore, Unscorable, derive, score
from koers.psychometrics import Score as ComputedScore

SAME_DAY = "same_day"  # code of the error that there is a list of that person and day already


@dataclass(frozen=True, slots=True)
class NewList:
    """A filled-in list. form_key: the same key twice is the same list (a double click, a resend).
    is_imported: brought in with earlier lists, so news to nobody."""

    parent: Parent
    child: Child
    version: InstrumentVersion
    filled_on: date
    mode: AdministrationMode
    answers: Mapping[str, int | None]
    form_key: UUID = field(default_factory=uuid4)
    is_imported: bool = False


@dataclass(frozen=True, slots=True)
class FormerScore:
    """A T-score from a former system that yields no answers."""

    parent: Parent
    child: Child
    version: InstrumentVersion
    filled_on: date
    mode: AdministrationMode
    t_score: float
    form_key: UUID = field(default_factory=uuid4)
    is_imported: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """of: the list that a new version takes the place of; it was set aside before."""

    of: Administration
    reason: str


@transaction.atomic
def store_list(*, actor: Actor, new: NewList) -> Administration:
    """Keep a list, its scores, and the baseline of a short list that is taken from it.

    Raises NotAllowed, WrongState, or ValidationError with a sentence; then nothing is kept.
    """
    policies.check_may_enter(actor, new.parent.family)
    return _known(new) or keep_list(actor=actor, new=new)


def _known(new: NewList) -> Administration | None:
    """The list that this same form brought before."""
    known = Administration.objects.filter(form_key=new.form_key).first()
    if known is None:
        return None
    if (known.parent_id, known.child_id) != (new.parent.pk, new.child.pk):
        raise ValidationError(_("This form was sent before, for somebody else. Open a new form."))
    if not _is_same(known, new):
        raise ValidationError(_("This form was sent before, with something else in it. That list stands."))
    return known


def _is_same(known: Administration, new: NewList) -> bool:
    """After the back button a form comes again, and not always with the same in it."""
    answers = {item.id: new.answers.get(item.id) for item in new.version.instrument.items}
    return (known.instrument_version_id, known.filled_on, known.answers) == (
        new.version.pk,
        new.filled_on,
        answers,
    )


def lacks_score(new: NewList) -> bool:
    """Whether so many questions are open that this list gets no score; asked before it is stored.

    Raises ValidationError with a sentence where such a list could not be stored either.
    """
    result = _scored(new.version.instrument, new)[new.version.instrument.primary_scale.id]
    if _too_few(result):
        _check(new)
    return _too_few(result)


@transaction.atomic
def keep_list(*, actor: Actor, new: NewList, correction: Correction | None = None) -> Administration:
    """The same without asking who may: for actions that have decided it themselves."""
    _check(new)
    administration = _stored(actor, new, correction=correction)
    derived = [_store_derived(actor, administration, short) for short in _short_versions_of(new.version)]
    listeners.tell(actor, administration, *(one for one in derived if one is not None))
    event = Event.ADMINISTRATION_CORRECTED if correction else Event.ADMINISTRATION_SENT
    trail.record(event, actor=actor, about=_about(administration, ["answers", "score"]))
    return administration


def _about(administration: Administration, rows: list[str]) -> trail.About:
    return trail.About(
        family_id=administration.family_id,
        person_id=administration.parent_id,
        object_kind="administration",
        object_id=administration.pk,
        rows=rows,
    )


@transaction.atomic
def take_over_score(*, actor: Actor, former: FormerScore) -> Administration:
    """Keep a score of a former system, marked as taken over, without items.

    Raises NotAllowed, WrongState, or ValidationError with a sentence.
    """
    policies.check_may_enter(actor, former.parent.family)
    return keep_score(actor=actor, former=former)


@transaction.atomic
def keep_score(*, actor: Actor, former: FormerScore, correction: Correction | None = None) -> Administration:
    """The same without asking who may: for actions that have decided it themselves."""
    _check(former)
    instrument = former.version.instrument
    administration = _administration(actor, former, source=AdministrationSource.TAKEN_OVER)
    _mark(administration, correction)
    administration.save(force_insert=True)
    scale = instrument.primary_scale.id
    Score(
        administration=administration,
        scale=scale,
        is_primary=True,
        t_score=former.t_score,
        band=instrument.borders.classify(former.t_score, scale).value,
    ).save(force_insert=True)
    listeners.tell(actor, administration)
    event = Event.ADMINISTRATION_CORRECTED if correction else Event.ADMINISTRATION_SENT
    trail.record(event, actor=actor, about=_about(administration, ["score"]))
    return administration


def _mark(administration: Administration, correction: Correction | None) -> None:
    if correction is not None:
        administration.replaces, administration.correction_reason = correction.of, correction.reason
        administration.is_imported = correction.of.is_imported


def _check(new: NewList | FormerScore) -> None:
    if new.parent.family_id != new.child.family_id:
        raise ValidationError(_("This parent and this child do not belong to one family."))
    if not policies.may_use(new.version, new.parent.family):
        raise ValidationError(
            _("This is an example list with made-up norms. It can only be used for a practice family.")
        )
    if new.filled_on > timezone.localdate():
        raise ValidationError({"filled_on": _("This day lies in the future. Choose a day up to today.")})
    if new.filled_on < new.child.birth_date:
        raise ValidationError({"filled_on": _("On this day the child was not born yet. Correct the date.")})
    if (
        Administration.objects.current()
        .filter(
            parent=new.parent,
            child=new.child,
            instrument_id=new.version.instrument_id,
            filled_on=new.filled_on,
        )
        .exists()
    ):
        words = _("There is already a list by this person on this day. Check the date.")
        raise ValidationError({"filled_on": ValidationError(words, code=SAME_DAY)})


def _administration(
    actor: Actor, new: NewList | FormerScore, *, source: AdministrationSource
) -> Administration:
    return Administration(
        organisation_id=actor.organisation_id,
        family=new.parent.family,
        parent=new.parent,
        child=new.child,
        instrument_version=new.version,
        instrument_id=new.version.instrument_id,
        filled_on=new.filled_on,
        mode=new.mode,
        state=AdministrationState.SENT,
        source=source,
        form_key=new.form_key,
        is_imported=new.is_imported,
        entered_by=actor.label,
        created_at=timezone.now(),
    )


def _stored(
    actor: Actor,
    new: NewList,
    *,
    derived_from: Administration | None = None,
    correction: Correction | None = None,
) -> Administration:
    instrument = new.version.instrument
    results = _scored(instrument, new)
    source = AdministrationSource.ANSWERED if derived_from is None else AdministrationSource.DERIVED
    administration = _administration(actor, new, source=source)
    administration.derived_from = derived_from
    _mark(administration, correction)
    administration.answers = {item.id: new.answers.get(item.id) for item in instrument.items}
    if _too_few(results[instrument.primary_scale.id]):
        administration.state = AdministrationState.PARTLY
    administration.save(force_insert=True)
    Score.objects.bulk_create(
        [_score_row(administration, instrument, scale, result) for scale, result in results.items()]
    )
    return administration


def _scored(instrument: Instrument, new: NewList) -> dict[str, ComputedScore | Unscorable]:
    if not any(value is not None for value in new.answers.values()):
        raise ValidationError(_("No question is answered yet. Fill in at least one answer."))
    try:
        return score(instrument, new.answers, child_age=new.child.age_on(new.filled_on))
    except AnswerError as error:
        raise ValidationError(worded(error.fault)) from error


def _too_few(result: ComputedScore | Unscorable) -> bool:
    return isinstance(result, Unscorable) and result.reason is Reason.TOO_MANY_MISSING


def _score_row(
    administration: Administration, instrument: Instrument, scale: str, result: ComputedScore | Unscorable
) -> Score:
    row = Score(
        administration=administration,
        scale=scale,
        is_primary=scale == instrument.primary_scale.id,
        n_missing=result.n_missing,
    )
    if isinstance(result, Unscorable):
        row.reason = result.reason.value
        return row
    row.raw_score = result.raw
    if isinstance(result.t, TScore):
        row.t_score, row.band, row.norm_group = result.t.value, result.t.band.value, result.t.group
    else:
        row.reason = result.t.reason.value
    return row


def _short_versions_of(version: InstrumentVersion) -> list[InstrumentVersion]:
    """The active lists of the organisation whose answers are contained in this one."""
    active = InstrumentVersion.objects.filter(organisation_id=version.organisation_id).active()
    return [short for short in active if _is_taken_from(short.instrument, version.instrument_id)]


def _is_taken_from(short: Instrument, source: str) -> bool:
    return short.derivation is not None and short.derivation.source == source


def _store_derived(actor: Actor, long: Administration, short: InstrumentVersion) -> Administration | None:
    """Keep the short list that the long one contains, unless that person filled one in on that day."""
    taken = Administration.objects.current().filter(
        parent=long.parent,
        child=long.child,
        instrument_id=short.instrument_id,
        filled_on=long.filled_on,
    )
    if taken.exists():
        return None
    answers = derive(short.instrument, long.answers or {})
    if not any(value is not None for value in answers.values()):
        return None
    new = NewList(
        parent=long.parent,
        child=long.child,
        version=short,
        filled_on=long.filled_on,
        mode=AdministrationMode(long.mode),
        answers=answers,
        is_imported=long.is_imported,
    )
    return _stored(actor, new, derived_from=long, correction=_correction_along(long, short))


def _correction_along(long: Administration, short: InstrumentVersion) -> Correction | None:
    """A corrected long list also corrects what was derived from the version before."""
    if long.replaces is None:
        return None
    before = Administration.objects.filter(derived_from=long.replaces_id, instrument_id=short.instrument_id)
    derived = before.first()
    return Correction(derived, long.correction_reason) if derived else None
