"""What there is of talking points in one family, or in many, for this reader."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Self
from uuid import UUID

from koers.access.actor import Actor
from koers.organisations.models import SignalExtent
from koers.psychometrics import Direction, SignalModel, level_bands
from koers.psychometrics.plotting import LevelPoint
from koers.trajectories import policies
from koers.trajectories.models import ExperienceStatement, PointState, StoredSignal
from koers.trajectories.profiles import Profile
from koers.trajectories.signals.judging import course_of
from koers.trajectories.signals.keys import Keys, keys_of
from koers.trajectories.signals.rules import are_named, extent_of, key_days, model_for


@dataclass(frozen=True)
class Points:
    """Of one profile. by_person: the newest signal of each. keys None: this reader may not see statements.

    extent: how far the organisation lets Koers go. sees_expected: whether this reader may know what was
    expected, and so that a point is held back.
    """

    by_person: Mapping[UUID, StoredSignal]
    keys: Keys | None
    today: date
    may_answer: bool = False
    may_state: bool = False
    levels: Mapping[UUID, tuple[LevelPoint, ...]] = field(default_factory=dict)
    extent: SignalExtent = SignalExtent.FULL
    sees_expected: bool = True

    @classmethod
    def read(cls, actor: Actor, profile: Profile, *, today: date) -> Self:
        extent = extent_of(profile.family.organisation_id)
        if not policies.sees_signals(actor) or extent != SignalExtent.FULL:
            return cls({}, None, today, extent=extent)
        levels = levels_of(profile)
        rows = StoredSignal.objects.visible_to(actor).current().select_related("finding")
        found = rows.filter(
            family=profile.family, child=profile.child, instrument_id=profile.version.instrument_id
        )
        shown = {person.parent_id for person in profile.with_scores}
        signals = {
            one.parent_id: one for one in found if one.parent_id in shown and not one.evidence["labels_only"]
        }
        keys = None
        if policies.sees_statements(actor):
            said = ExperienceStatement.objects.visible_to(actor)
            said = said.filter(family=profile.family, child=profile.child)
            days = key_days(profile.family.organisation_id)
            keys = keys_of(said, signals.values(), today=today, days=days)
        return cls(
            signals,
            keys,
            today,
            policies.may_answer(actor),
            policies.may_state(actor),
            levels=levels,
            sees_expected=policies.sees_expectations(actor),
        )

    def is_held(self, signal: StoredSignal) -> bool:
        """Held back by an agreed rise, for who may know of the agreement."""
        return self.sees_expected and signal.is_held(self.today)

    def unseen(self) -> list[StoredSignal]:
        """What this reader now sees for the first time, when it is his or hers to answer."""
        if not self.may_answer:
            return []
        found = self.by_person.values()
        return [one for one in found if one.is_point and one.state == PointState.SIGNALLED]


def levels_of(profile: Profile) -> dict[UUID, tuple[LevelPoint, ...]]:
    """The 80 % band behind the dots; nothing where the organisation shows no judgements."""
    instrument = profile.instrument
    is_judged = instrument.direction is Direction.HIGHER_IS_WORSE
    if not is_judged or not are_named(profile.family.organisation_id):
        return {}
    model = _model_of(profile)
    if not model.fits:
        return {}
    return {
        person.parent_id: tuple(
            LevelPoint(band.on, band.low, band.high)
            for band in level_bands(course_of(person), model, sem=instrument.sem)
        )
        for person in profile.with_scores
    }


def _model_of(profile: Profile) -> SignalModel:
    organisation = profile.family.organisation
    return model_for(organisation.pk, is_demo=organisation.is_demo)


def signals_of_families(actor: Actor, family_ids: Sequence[UUID]) -> dict[UUID, list[StoredSignal]]:
    """The newest signals by family, in one query; empty where the organisation names none."""
    found: dict[UUID, list[StoredSignal]] = defaultdict(list)
    if not policies.sees_signals(actor) or not are_named(actor.organisation_id):
        return found
    rows = StoredSignal.objects.visible_to(actor).current().select_related("finding")
    for signal in rows.filter(family__in=family_ids):
        if not signal.evidence["labels_only"]:
            found[signal.family_id].append(signal)
    return found
