"""Profiles without a database: persons with scores on given days, on the short example list."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.utils import timezone

from koers.families.models import Child, Family
from koers.instruments.models import InstrumentVersion
from koers.measurements.models import AdministrationSource
from koers.organisations.models import Organisation
from koers.psychometrics import DEFAULT_MODEL, Band, Instrument, SignalModel, evaluate
from koers.trajectories.models import StoredSignal
from koers.trajectories.profiles import Person, Point, Profile
from koers.trajectories.signals.judging import course_of, evidence_of
from tests.example_packages import example_instrument

START = date(2026, 3, 1)
SHORT = example_instrument("voorbeeld-10")
VERSION = uuid4()
SOURCES = AdministrationSource


def point(days: int, t: float | None, **changes: object) -> Point:
    """A list so many days after the start, arrived that evening; t None: too few answers."""
    on = START + timedelta(days=days)
    facts: dict[str, object] = {
        "administration_id": uuid4(),
        "on": on,
        "arrived_at": timezone.make_aware(datetime.combine(on, time(20))),
        "source": SOURCES.ANSWERED,
        "version_id": VERSION,
        "t": t,
        "raw": None if t is None else 20.0,
        "band": None if t is None else SHORT.borders.classify(t, "total"),
        "norm_group": "" if t is None else "4-11",
        "reason": "too_many_missing" if t is None else "",
    }
    return Point(**(facts | changes))  # type: ignore[arg-type]


def person(name: str, *scores: tuple[int, float | None] | Point, slot: int = 1) -> Person:
    points = [one if isinstance(one, Point) else point(*one) for one in scores]
    return Person(uuid4(), slot, name, tuple(points))


def profile(*persons: Person, instrument: Instrument = SHORT) -> Profile:
    organisation = Organisation(slug="vlierhof", name="Vlierhof")
    family = Family(organisation=organisation, name="Linde", code="G0001")
    child = Child(family=family, birth_date=date(2018, 1, 1), code="K1")
    version = InstrumentVersion(instrument_id=instrument.id, version=instrument.version, title="Lijst")
    return Profile(family, child, instrument, version, persons)


def judged(
    who: Person, model: SignalModel = DEFAULT_MODEL, *, held_until: date | None = None
) -> StoredSignal:
    """What the rules find of a person, as it would be stored."""
    borders = SHORT.borders.for_scale(SHORT.primary_scale.id)
    found = evaluate(course_of(who), model, borders, sem=SHORT.sem)
    return StoredSignal(
        parent_id=who.parent_id,
        kind=found.kind.value,
        strength=found.strength.value if found.strength else "",
        certainty=found.certainty.value,
        notes=[note.value for note in found.notes],
        evidence=evidence_of(found, model),
        since_on=who.scored[-1].on,
        held_until=held_until,
        model_version=found.model_version,
        is_own_model=found.is_own_model,
    )


def band_of(t: float) -> Band:
    return SHORT.borders.classify(t, "total")
