"""Scoring once more, in exact fractions and without arrays, after CONTRACTS § 4 and not after the core."""

from collections.abc import Mapping
from fractions import Fraction

from koers.psychometrics import FormulaNorm, Instrument, TableNorm

Result = tuple[Fraction | None, Fraction | None, str | None]  # raw, T, band


def exact(number: float) -> Fraction:
    return Fraction(str(number))


def half_up(number: Fraction) -> int:
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)


def naive_score(
    instrument: Instrument, answers: Mapping[str, int | None], age: int | None
) -> dict[str, Result]:
    return {scale.id: _one(instrument, scale.id, answers, age) for scale in instrument.scales}


def _one(instrument: Instrument, scale_id: str, answers: Mapping[str, int | None], age: int | None) -> Result:
    lowest, highest = instrument.options[0].value, instrument.options[-1].value
    scored = []
    ids = instrument.scale(scale_id).items
    for item in ids:
        answer = answers.get(item)
        if answer is not None:
            scored.append(lowest + highest - answer if instrument.item(item).reversed else answer)
    if len(ids) - len(scored) > (
        instrument.missing.max_missing if instrument.missing.kind == "prorate" else 0
    ):
        return None, None, None
    raw = Fraction(sum(scored), len(scored)) * len(ids)
    t = _t_score(instrument, scale_id, age, raw)
    return raw, t, None if t is None else _band(instrument, scale_id, t)


def _t_score(instrument: Instrument, scale_id: str, age: int | None, raw: Fraction) -> Fraction | None:
    if instrument.norms is None or age is None:
        return None
    for norm in instrument.norms.by_scale.get(scale_id, ()):
        if norm.group.age_from <= age <= norm.group.age_to:
            if isinstance(norm, FormulaNorm):
                return 50 + 10 * (raw - exact(norm.mean)) / exact(norm.sd)
            assert isinstance(norm, TableNorm)
            return exact(norm.t_by_raw[half_up(raw)])
    return None


def _band(instrument: Instrument, scale_id: str, t: Fraction) -> str:
    band = "none"
    for border in instrument.borders.for_scale(scale_id):
        if t >= exact(border.from_t):
            band = str(border.band)
    return band
