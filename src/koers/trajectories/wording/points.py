"""Signals in words: what is seen, how sure, the question, and why it is there (UX § 7.2).

Every claim carries the word of its certainty; no percentage of a claim is ever shown.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy
from django_stubs_ext import StrOrPromise

from koers.families.wording import listed_name
from koers.psychometrics import Certainty, SignalKind
from koers.trajectories import estimates
from koers.trajectories.models import PointState, StoredSignal
from koers.trajectories.wording.dates import day, day_in_year, points_number, signed_points, t_number

LONG_ENOUGH = 90  # days: from then on one can speak of three months

CERTAIN: Mapping[str, StrOrPromise] = {
    Certainty.POSSIBLE: pgettext_lazy("certainty", "possibly"),
    Certainty.LIKELY: pgettext_lazy("certainty", "probably"),
    Certainty.VERY_LIKELY: pgettext_lazy("certainty", "very probably"),
}
NOT_CALIBRATED = gettext_lazy("Not calibrated on own families yet.")
QUESTIONS: Mapping[str, StrOrPromise] = {
    SignalKind.STAGNATION: gettext_lazy("Do you recognise this?"),
    SignalKind.DETERIORATION: gettext_lazy("Part of it can be chance. Has something changed?"),
}
STATES: Mapping[str, StrOrPromise] = {
    PointState.SIGNALLED: gettext_lazy("not answered yet"),
    PointState.SEEN: gettext_lazy("seen, not answered yet"),
    PointState.DISCUSSED: gettext_lazy("discussed, not answered yet"),
    PointState.RECOGNISED: gettext_lazy("recognised"),
    PointState.NOT_RECOGNISED: gettext_lazy("not recognised"),
    PointState.LATER: gettext_lazy("put off until later"),
}

UNDER_A_NAME: Mapping[str, StrOrPromise] = {
    SignalKind.DETERIORATION: gettext_lazy("The stress is %(certain)s rising."),
    SignalKind.STAGNATION: gettext_lazy("There is %(certain)s no clear decline %(period)s."),
    SignalKind.IMPROVEMENT: gettext_lazy("Since the start it %(certain)s went down. Good to tell."),
    SignalKind.IN_NORMAL_RANGE: gettext_lazy("The level is %(certain)s below the lowest border."),
    SignalKind.ON_COURSE: gettext_lazy("On course: %(certain)s no rise %(period)s."),
}
IN_FEW_WORDS: Mapping[str, StrOrPromise] = {
    SignalKind.DETERIORATION: gettext_lazy("%(certain)s rising stress"),
    SignalKind.STAGNATION: gettext_lazy("%(certain)s no clear decline"),
    SignalKind.IMPROVEMENT: gettext_lazy("%(certain)s a decline"),
    SignalKind.IN_NORMAL_RANGE: gettext_lazy("%(certain)s below the lowest border"),
    SignalKind.ON_COURSE: gettext_lazy("%(certain)s on course"),
}
IN_A_ROW: Mapping[str, StrOrPromise] = {
    SignalKind.DETERIORATION: gettext_lazy("%(name)s: stress %(certain)s rises"),
    SignalKind.STAGNATION: gettext_lazy("%(name)s: %(certain)s no clear decline %(period)s"),
    SignalKind.IMPROVEMENT: gettext_lazy("%(name)s: %(certain)s a decline since the start"),
    SignalKind.IN_NORMAL_RANGE: gettext_lazy("%(name)s: %(certain)s below the lowest border"),
    SignalKind.ON_COURSE: gettext_lazy("%(name)s: %(certain)s on course"),
}


def _words(signal: StoredSignal, name: str = "") -> dict[str, object]:
    numbers = signal.evidence["numbers"]
    is_long = numbers["days"] >= LONG_ENOUGH
    return {
        "name": name,
        "certain": str(CERTAIN.get(signal.certainty, "")),
        "period": _("in the last three months") if is_long else _("since the start"),
    }


def seen_of(signal: StoredSignal, name: str) -> str:
    """The talking point itself, without the question."""
    words = _words(signal, name)
    if signal.certainty == Certainty.UNCLEAR:
        if signal.kind == SignalKind.DETERIORATION:
            return _("It is unclear whether the stress of %(name)s is rising.") % words
        return _("It is unclear whether the stress of %(name)s is going down %(period)s.") % words
    if signal.kind == SignalKind.DETERIORATION:
        return _("The stress of %(name)s is %(certain)s rising.") % words
    return _("With %(name)s there is %(certain)s no clear decline %(period)s.") % words


def held_words(signal: StoredSignal) -> str:
    until = day(signal.held_until) if signal.held_until else ""
    if signal.kind == SignalKind.DETERIORATION:
        return _("The stress rose, as you expected until %(until)s.") % {"until": until}
    return _("No decline yet, as you expected until %(until)s.") % {"until": until}


def held_of(signal: StoredSignal, name: str) -> str:
    """The same about somebody by name."""
    words = {"name": name, "until": day(signal.held_until) if signal.held_until else ""}
    if signal.kind == SignalKind.DETERIORATION:
        return _("The stress of %(name)s rose, as you expected until %(until)s.") % words
    return _("With %(name)s no decline yet, as you expected until %(until)s.") % words


def says_something(signal: StoredSignal) -> bool:
    """Whether there is a finding, with a word for how sure it is."""
    is_open = signal.kind in (SignalKind.TOO_EARLY, SignalKind.UNCLEAR)
    return not is_open and signal.certainty != Certainty.UNCLEAR


def not_calibrated(signals: Iterable[StoredSignal]) -> str:
    """Beside findings of a model that was not fitted on own families; empty when there is none such."""
    is_open = any(says_something(one) and not one.is_own_model for one in signals)
    return str(NOT_CALIBRATED) if is_open else ""


def course_words(signal: StoredSignal) -> str:
    """One sentence about the course of one person, for under the name."""
    words = _words(signal)
    if signal.kind == SignalKind.TOO_EARLY:
        return _("Too early to see a course.")
    if signal.kind == SignalKind.UNCLEAR or signal.certainty == Certainty.UNCLEAR:
        return _("It is not clear which way it goes.")
    return str(UNDER_A_NAME[signal.kind]) % words


def short_words(signal: StoredSignal, name: str) -> str:
    """For a row of the caseload."""
    is_long = signal.evidence["numbers"]["days"] >= LONG_ENOUGH
    period = pgettext("no decline", "for three months") if is_long else _("since the start")
    words = _words(signal, listed_name(name)) | {"period": period}
    if signal.kind == SignalKind.TOO_EARLY:
        return _("%(name)s: too early to see a course") % words
    if signal.kind == SignalKind.UNCLEAR or signal.certainty == Certainty.UNCLEAR:
        if signal.kind == SignalKind.DETERIORATION:
            return _("%(name)s: unclear whether the stress rises") % words
        return _("%(name)s: unclear which way it goes") % words
    return str(IN_A_ROW[signal.kind]) % words


def course_label(signal: StoredSignal) -> str:
    """A few words for the line "Are we on the right way?" (T1), with how sure it is."""
    if signal.kind == SignalKind.TOO_EARLY:
        return _("too early to see a course")
    if not says_something(signal):
        return _("not clear yet")
    return str(IN_FEW_WORDS[signal.kind]) % _words(signal)


def held_label(signal: StoredSignal) -> str:
    return _("as expected until %(until)s") % {"until": day(signal.held_until) if signal.held_until else ""}


# --- why do I see this? ---


def rule_of(signal: StoredSignal) -> str:
    limits, numbers = signal.evidence["thresholds"], signal.evidence["numbers"]
    if signal.kind == SignalKind.DETERIORATION:
        words = {"limit": points_number(numbers["reliable_difference"])}
        return (
            _(
                "The estimated level is higher than three months ago, more surely than the border of "
                "this model; or two lists running lie at least %(limit)s points above the start."
            )
            % words
        )
    words = {"fall": points_number(limits["slight_fall"]), "border": t_number(numbers["border"])}
    return (
        _("A decline of less than %(fall)s points in three months, at a level of %(border)s or more.") % words
    )


def numbers_of(signal: StoredSignal) -> str:
    numbers, level = signal.evidence["numbers"], estimates.level(signal)
    words = {
        "level": points_number(level.value),
        "low": points_number(level.low),
        "high": points_number(level.high),
        "change": _known(numbers["change_recent"]),
        "first": t_number(numbers["t_first"]),
        "last": t_number(numbers["t_last"]),
    }
    scores = ngettext("%(n)s score", "%(n)s scores", numbers["n_scores"]) % {"n": numbers["n_scores"]}
    facts = _(
        "Estimated level %(level)s (80 %% sure: %(low)s to %(high)s); change %(change)s points; "
        "first score %(first)s, newest %(last)s"
    )
    return f"{facts % words}; {scores}."


def _known(change: float | None) -> str:
    return _("unknown") if change is None else signed_points(change)


def ends_with(signal: StoredSignal) -> str:
    found: dict[str, Any] = signal.evidence
    if found["release_on"] is None:
        return _("your own answer to this point")
    if found["release_t"] is None:
        return _("more than one lower score, or your answer “not so”")
    return _("a next score of %(t)s or lower, or your answer “not so”") % {"t": t_number(found["release_t"])}


def version_words(signal: StoredSignal) -> str:
    when = day_in_year(date.fromisoformat(signal.evidence["on"]))
    return _("Rules %(version)s, up to the list of %(day)s.") % {"version": signal.model_version, "day": when}
