"""From the stored lists of one course to the evaluation that the core gives of it."""

from dataclasses import asdict
from datetime import date

from django.utils.timezone import localdate

from koers.families.models import Family
from koers.measurements.listeners import ChangedCourse
from koers.measurements.models import Score
from koers.psychometrics import (
    AgreedRise,
    Direction,
    Evaluation,
    Instrument,
    SignalModel,
    Trajectory,
    TrajectoryPoint,
    evaluate,
)
from koers.trajectories.models import Expectation, ExpectedCourse
from koers.trajectories.profiles import Person
from koers.trajectories.signals.rules import model_for


def scores_of(course: ChangedCourse) -> list[Score]:
    """The scores that stand, in order of date."""
    rows = Score.objects.current().filter(
        administration__parent_id=course.parent_id,
        administration__child_id=course.child_id,
        administration__instrument_id=course.instrument_id,
        is_primary=True,
        t_score__isnull=False,
    )
    found = rows.select_related("administration__instrument_version")
    return list(found.order_by("administration__filled_on", "administration__created_at"))


def trajectory_of(scores: list[Score]) -> Trajectory:
    points = [
        TrajectoryPoint(
            one.administration.filled_on,
            float(one.t_score or 0),
            one.administration.is_derived,
            one.n_missing,
        )
        for one in scores
    ]
    return Trajectory(tuple(points))


def course_of(person: Person) -> Trajectory:
    """The same from the facts of a profile."""
    points = [
        TrajectoryPoint(one.on, one.t, one.point.is_derived, one.point.n_missing) for one in person.scored
    ]
    return Trajectory(tuple(points))


def evaluation_of(scores: list[Score], agreed: AgreedRise | None) -> tuple[Evaluation, SignalModel] | None:
    """None where no rule can speak: no score, or a list on which a higher score is better."""
    if not scores:
        return None
    newest = scores[-1].administration
    instrument: Instrument = newest.instrument_version.instrument
    if instrument.direction is not Direction.HIGHER_IS_WORSE:
        return None
    organisation = Family.objects.select_related("organisation").get(pk=newest.family_id).organisation
    model = model_for(organisation.pk, is_demo=organisation.is_demo)
    borders = instrument.borders.for_scale(instrument.primary_scale.id)
    trajectory = trajectory_of(scores)
    found = evaluate(trajectory, model, borders, sem=instrument.sem, expectation=agreed)
    return found, model


def agreed_rise(course: ChangedCourse) -> AgreedRise | None:
    """The newest expectation of this parent, where it says: first a rise, until that day."""
    rows = Expectation.objects.filter(
        parent_id=course.parent_id,
        administration__child_id=course.child_id,
        administration__instrument_id=course.instrument_id,
        is_skipped=False,
    )
    newest = rows.order_by("created_at").last()
    if newest is None or newest.shape != ExpectedCourse.RISE_THEN_DECLINE or newest.rise_until is None:
        return None
    return AgreedRise(agreed_on=localdate(newest.created_at), until=newest.rise_until)


def evidence_of(found: Evaluation, model: SignalModel) -> dict[str, object]:
    """Everything that a page needs to say why, and that a reader needs to do it again."""
    release = found.release
    return {
        "on": found.on.isoformat(),
        "numbers": asdict(found.evidence),
        "thresholds": asdict(model.thresholds),
        "labels_only": found.labels_only,
        "release_on": release.on.isoformat() if release else None,
        "release_t": release.t_at_most if release else None,
    }


def held_until(found: Evaluation, agreed: AgreedRise | None) -> date | None:
    return agreed.holds_until if found.held_back and agreed else None
