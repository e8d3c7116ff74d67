"""Judging a course anew, and keeping what people say about what was found."""

from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from koers.access.actor import Actor
from koers.audit import trail
from koers.audit.events import Event
from koers.measurements.listeners import ChangedCourse
from koers.psychometrics import Evaluation, SignalKind
from koers.trajectories import policies
from koers.trajectories.models import (
    ANSWERS,
    Experience,
    ExperienceStatement,
    PointState,
    Reading,
    ReadingComment,
    StagnationFinding,
    StoredSignal,
)
from koers.trajectories.signals.judging import agreed_rise, evaluation_of, evidence_of, held_until, scores_of
from koers.trajectories.signals.keys import is_key_one
from koers.trajectories.signals.records import NewStatement, PointAnswer
from koers.trajectories.signals.rules import key_days

LONGEST_REASON = 400
CARRIED = ("state", "seen_at", "seen_by", "answered_at", "answered_by", "answer_reason")


@transaction.atomic
def reevaluate(*, actor: Actor, course: ChangedCourse) -> None:
    """Judge a course by the rules of today; the judgement before stays stored as it was (T2).

    Nothing happens when nothing is different. What was answered stays answered while the newest list is the
    same: a corrected older list asks nobody anew.
    """
    before = StoredSignal.objects.select_for_update().filter(
        parent_id=course.parent_id, child_id=course.child_id, instrument_id=course.instrument_id
    )
    last = before.current().first()
    signal = _judged(actor, course, last)
    if last is not None and signal is not None and _is_same(last, signal):
        return
    if last is not None:
        last.is_current = False
        last.save(update_fields=["is_current"])
    if signal is None:
        return
    signal.save(force_insert=True)
    if signal.is_point and signal.state == PointState.SIGNALLED:
        trail.record(Event.SIGNAL_RAISED, actor=actor, about=_about(signal))


def _judged(actor: Actor, course: ChangedCourse, last: StoredSignal | None) -> StoredSignal | None:
    scores, agreed = scores_of(course), agreed_rise(course)
    judged = evaluation_of(scores, agreed)
    if judged is None:
        return None
    found, model = judged
    newest = scores[-1].administration
    signal = StoredSignal(
        organisation_id=newest.organisation_id,
        family_id=course.family_id,
        parent_id=course.parent_id,
        child_id=course.child_id,
        instrument_id=course.instrument_id,
        administration=newest,
        kind=found.kind.value,
        strength=found.strength.value if found.strength else "",
        certainty=found.certainty.value,
        notes=[note.value for note in found.notes],
        evidence=evidence_of(found, model),
        since_on=_since(found, last),
        held_until=held_until(found, agreed),
        model_version=found.model_version,
        is_own_model=found.is_own_model,
        evaluated_at=timezone.now(),
    )
    if last is not None and (last.administration_id, last.kind) == (newest.pk, signal.kind):
        for name in CARRIED:
            setattr(signal, name, getattr(last, name))
    return signal


def _since(found: Evaluation, last: StoredSignal | None) -> date:
    return last.since_on if last is not None and last.kind == found.kind.value else found.on


def _is_same(last: StoredSignal, new: StoredSignal) -> bool:
    names = ("administration_id", "kind", "strength", "certainty", "notes", "model_version", "held_until")
    return all(getattr(last, name) == getattr(new, name) for name in names) and last.evidence == new.evidence


@transaction.atomic
def mark_seen(*, actor: Actor, signals: list[StoredSignal]) -> None:
    """Who may answer a talking point has now had it on the screen (T25)."""
    for signal in signals:
        if not policies.may_answer(actor) or not signal.is_point or not signal.may_become(PointState.SEEN):
            continue
        signal.state, signal.seen_at, signal.seen_by = PointState.SEEN, timezone.now(), actor.label
        signal.save(update_fields=["state", "seen_at", "seen_by"])
        trail.record(Event.SIGNAL_SEEN, actor=actor, about=_about(signal))


@transaction.atomic
def answer_point(*, actor: Actor, signal: StoredSignal, answer: PointAnswer) -> StoredSignal:
    """Keep one answer (T24); the same answer twice is one. Recognised counts as a statement (T85).

    Raises NotAllowed, or ValidationError with a sentence.
    """
    policies.check_may_answer(actor, signal.family_id)
    held = StoredSignal.objects.select_for_update().get(pk=signal.pk)
    reason = answer.reason.strip()
    _check_answer(held, answer)
    if (held.state, held.answer_reason) == (answer.state, reason):
        return held
    if held.state != answer.state and not held.may_become(answer.state):
        raise ValidationError(_("This point was answered already. Open the profile again."))
    held.state, held.answer_reason = answer.state, reason
    held.answered_at, held.answered_by = timezone.now(), actor.label
    held.save(update_fields=["state", "answer_reason", "answered_at", "answered_by"])
    if answer.state is PointState.RECOGNISED:
        _recognised(actor, held)
    trail.record(Event.SIGNAL_ANSWERED, actor=actor, about=_about(held))
    return held


def _check_answer(held: StoredSignal, answer: PointAnswer) -> None:
    if not held.is_current or not held.is_point:
        raise ValidationError(_("This point has passed: a newer list came in. Open the profile again."))
    if answer.state not in ANSWERS:
        raise ValidationError(_("Choose one of the answers."))
    if len(answer.reason) > LONGEST_REASON:
        raise ValidationError(_("Say it in at most %(n)s characters.") % {"n": LONGEST_REASON})


def _recognised(actor: Actor, signal: StoredSignal) -> None:
    """Recognising in the talk turns key 1 on, once for each point."""
    if ExperienceStatement.objects.filter(signal=signal).exists():
        return
    is_rise = signal.kind == SignalKind.DETERIORATION
    ExperienceStatement(
        family_id=signal.family_id,
        child_id=signal.child_id,
        parent_id=signal.parent_id,
        said_by="parent",
        said_on=timezone.localdate(),
        experience=Experience.MORE if is_rise else Experience.SAME,
        signal=signal,
        recorded_by=actor.label,
        recorded_at=timezone.now(),
    ).save(force_insert=True)


@transaction.atomic
def store_statement(*, actor: Actor, new: NewStatement) -> ExperienceStatement:
    """Keep what somebody says of the stress (T85). The same of the same person on one day is kept once.

    Raises NotAllowed, or ValidationError with a sentence.
    """
    policies.check_may_state(actor, new.family.pk)
    if new.said_on > timezone.localdate():
        raise ValidationError(_("This day lies in the future. Choose a day up to today."))
    same = ExperienceStatement.objects.filter(
        family=new.family, child=new.child, parent=new.parent, said_by=new.said_by, said_on=new.said_on
    )
    known = same.order_by("recorded_at").last()
    if known is not None and known.experience == new.experience:
        return known
    statement = ExperienceStatement(
        family=new.family,
        child=new.child,
        parent=new.parent,
        said_by=new.said_by,
        said_on=new.said_on,
        experience=new.experience,
        recorded_by=actor.label,
        recorded_at=timezone.now(),
    )
    statement.full_clean()
    statement.save(force_insert=True)
    about = trail.About(
        family_id=new.family.pk, object_kind="statement", object_id=statement.pk, rows=["said"]
    )
    trail.record(Event.STATEMENT_STORED, actor=actor, about=about)
    return statement


@transaction.atomic
def confirm_stagnation(*, actor: Actor, signal: StoredSignal) -> StagnationFinding:
    """After the talk, with both keys on, a worker says that it is stagnation (T88). Twice is once.

    Raises NotAllowed, or ValidationError with a sentence.
    """
    policies.check_may_state(actor, signal.family_id)
    held = StoredSignal.objects.select_for_update().get(pk=signal.pk)
    known = StagnationFinding.objects.filter(signal=held).first()
    if known is not None:
        return known
    statement = _key_one(held)
    if not held.is_current or held.kind != SignalKind.STAGNATION or statement is None:
        raise ValidationError(_("Both keys must be on first. Talk with the family, and keep what they say."))
    finding = StagnationFinding(
        family_id=held.family_id,
        signal=held,
        statement=statement,
        confirmed_by=actor.label,
        confirmed_at=timezone.now(),
    )
    finding.save(force_insert=True)
    trail.record(Event.STAGNATION_CONFIRMED, actor=actor, about=_about(held))
    return finding


def _key_one(signal: StoredSignal) -> ExperienceStatement | None:
    since = timezone.localdate() - timedelta(days=key_days(signal.family.organisation_id))
    recent = ExperienceStatement.objects.filter(
        family_id=signal.family_id, child_id=signal.child_id, said_on__gte=since
    )
    return next((one for one in recent.order_by("-said_on", "-recorded_at") if is_key_one(one)), None)


@transaction.atomic
def sign_reading(*, actor: Actor, reading: Reading, text: str) -> ReadingComment:
    """The behavioural scientist's comment and sign-off (S22); the first of a person stands.

    Raises NotAllowed, or ValidationError with a sentence.
    """
    policies.check_may_sign(actor, reading.family_id)
    Reading.objects.select_for_update().get(pk=reading.pk)
    known = ReadingComment.objects.filter(reading=reading, user_id=_person(actor)).first()
    if known is not None:
        return known
    comment = ReadingComment(
        reading=reading,
        user_id=_person(actor),
        author=actor.label,
        text=text.strip(),
        signed_at=timezone.now(),
    )
    comment.full_clean()
    comment.save(force_insert=True)
    about = trail.About(
        family_id=reading.family_id, object_kind="reading", object_id=reading.pk, rows=["reading"]
    )
    trail.record(Event.READING_SIGNED, actor=actor, about=about)
    return comment


def _person(actor: Actor) -> UUID:
    if actor.user_id is None:
        raise ValidationError(_("Only a person can sign a reading."))
    return actor.user_id


def _about(signal: StoredSignal) -> trail.About:
    return trail.About(
        family_id=signal.family_id,
        person_id=signal.parent_id,
        object_kind="signal",
        object_id=signal.pk,
        rows=["signal"],
    )
