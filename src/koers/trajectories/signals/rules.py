"""By which rules the courses of an organisation are judged."""

from dataclasses import replace
from uuid import UUID

from koers.organisations import settings
from koers.organisations.models import OrganisationSettings, SignalExtent
from koers.psychometrics import DEFAULT_MODEL, SignalModel

_demo_model: list[SignalModel] = []
# The setting of each threshold; a setting left at its default leaves the model's own.
SETTINGS = {
    "stagnation": "stagnation_attention",
    "stagnation_clear": "stagnation_clear",
    "deterioration": "rise_attention",
    "deterioration_clear": "rise_clear",
}


def use_for_demo(model: SignalModel) -> None:
    """The demo hands over the model that was fitted on its synthetic families."""
    _demo_model[:] = [model]


def model_for(organisation_id: UUID, *, is_demo: bool) -> SignalModel:
    """The defaults until an organisation has a model of its own, with the thresholds that it chose."""
    model = _demo_model[0] if is_demo and _demo_model else DEFAULT_MODEL
    chosen = settings.of(organisation_id)
    untouched = OrganisationSettings()
    changed = {
        name: getattr(chosen, setting)
        for name, setting in SETTINGS.items()
        if getattr(chosen, setting) != getattr(untouched, setting)
    }
    if not changed:
        return model
    for name in ("stagnation", "deterioration"):  # a chosen border may not pass the model's clear one
        lower = changed.get(name, getattr(model.thresholds, name))
        clear = changed.get(f"{name}_clear", getattr(model.thresholds, f"{name}_clear"))
        changed |= {name: lower, f"{name}_clear": max(lower, clear)}
    thresholds = replace(model.thresholds, **changed)
    return replace(model, thresholds=thresholds, version=f"{model.version}, own borders {chosen.version}")


def extent_of(organisation_id: UUID) -> SignalExtent:
    """How far this organisation lets Koers go now (S9). It is a matter of showing: what was judged stays
    stored, and shows again when the organisation wants it."""
    return SignalExtent(settings.of(organisation_id).signals)


def are_named(organisation_id: UUID) -> bool:
    """Whether anything of a judgement is shown: points, sentences, labels, keys, the band behind the dots."""
    return extent_of(organisation_id) == SignalExtent.FULL


def key_days(organisation_id: UUID) -> int:
    """How long what somebody said can turn the first key (T85)."""
    return settings.of(organisation_id).experience_days
