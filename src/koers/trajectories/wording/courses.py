"""One course in sentences: what is seen, and whether it may be chance."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_stubs_ext import StrOrPromise

from koers.trajectories.differences import Difference, Stage, Turn, Weight
from koers.trajectories.wording.dates import day_in_year, t_number

# Since the start. Reliable ones are told apart by what they mean for the family, not by up or down (T34).
SINCE_START: Mapping[tuple[Turn, Weight], StrOrPromise] = {
    (Turn.FELL, Weight.RELIABLE): gettext_lazy(
        "Went down since the start, from %(before)s to %(after)s. That is more than chance with this list."
    ),
    (Turn.ROSE, Weight.RELIABLE): gettext_lazy(
        "Went up since the start, from %(before)s to %(after)s. That is more than chance with this list."
    ),
    (Turn.FELL, Weight.MAY_BE_CHANCE): gettext_lazy(
        "Lower than at the start: from %(before)s to %(after)s. That may be chance."
    ),
    (Turn.ROSE, Weight.MAY_BE_CHANCE): gettext_lazy(
        "Higher than at the start: from %(before)s to %(after)s. That may be chance."
    ),
    (Turn.SAME, Weight.MAY_BE_CHANCE): gettext_lazy("Equal to the start: then %(before)s, now %(after)s."),
    (Turn.FELL, Weight.UNKNOWN): gettext_lazy(
        "Lower than at the start: from %(before)s to %(after)s. The error of this list is not known."
    ),
    (Turn.ROSE, Weight.UNKNOWN): gettext_lazy(
        "Higher than at the start: from %(before)s to %(after)s. The error of this list is not known."
    ),
    (Turn.SAME, Weight.UNKNOWN): gettext_lazy("Equal to the start: then %(before)s, now %(after)s."),
}
WHAT_HELPED = gettext_lazy("Good to tell them.")
WHAT_HAPPENED = gettext_lazy("Has something happened?")

OVER_THREE_MONTHS: Mapping[tuple[Turn, Weight], StrOrPromise] = {
    (Turn.FELL, Weight.RELIABLE): gettext_lazy(
        "Last three months: from %(before)s to %(after)s, more than chance."
    ),
    (Turn.ROSE, Weight.RELIABLE): gettext_lazy(
        "Last three months: from %(before)s to %(after)s, more than chance."
    ),
    (Turn.FELL, Weight.MAY_BE_CHANCE): gettext_lazy(
        "Last three months: from %(before)s to %(after)s. That may be chance."
    ),
    (Turn.ROSE, Weight.MAY_BE_CHANCE): gettext_lazy(
        "Last three months: from %(before)s to %(after)s. That may be chance."
    ),
    (Turn.SAME, Weight.MAY_BE_CHANCE): gettext_lazy(
        "Last three months: equal, %(before)s then and %(after)s now."
    ),
    (Turn.FELL, Weight.UNKNOWN): gettext_lazy("Last three months: from %(before)s to %(after)s."),
    (Turn.ROSE, Weight.UNKNOWN): gettext_lazy("Last three months: from %(before)s to %(after)s."),
    (Turn.SAME, Weight.UNKNOWN): gettext_lazy("Last three months: equal, %(before)s then and %(after)s now."),
}

SINCE_PREVIOUS: Mapping[tuple[Turn, Weight], StrOrPromise] = {
    (Turn.FELL, Weight.RELIABLE): gettext_lazy(
        "%(after)s, was %(before)s on %(day)s. Lower, and more than chance."
    ),
    (Turn.ROSE, Weight.RELIABLE): gettext_lazy(
        "%(after)s, was %(before)s on %(day)s. Higher, and more than chance."
    ),
    (Turn.FELL, Weight.MAY_BE_CHANCE): gettext_lazy(
        "%(after)s, was %(before)s on %(day)s. Lower; that may be chance."
    ),
    (Turn.ROSE, Weight.MAY_BE_CHANCE): gettext_lazy(
        "%(after)s, was %(before)s on %(day)s. Higher; that may be chance."
    ),
    (Turn.SAME, Weight.MAY_BE_CHANCE): gettext_lazy("%(after)s, was %(before)s on %(day)s. Equal."),
    (Turn.FELL, Weight.UNKNOWN): gettext_lazy("%(after)s, was %(before)s on %(day)s. Lower."),
    (Turn.ROSE, Weight.UNKNOWN): gettext_lazy("%(after)s, was %(before)s on %(day)s. Higher."),
    (Turn.SAME, Weight.UNKNOWN): gettext_lazy("%(after)s, was %(before)s on %(day)s. Equal."),
}

CHANGE_IN_TABLE: Mapping[Weight, StrOrPromise] = {
    Weight.RELIABLE: gettext_lazy("%(points)s, more than chance"),
    Weight.MAY_BE_CHANCE: gettext_lazy("%(points)s, may be chance"),
    Weight.UNKNOWN: gettext_lazy("%(points)s"),
}

NO_LIST = gettext_lazy("No list filled in yet.")


def no_score_yet(reason: str) -> str:
    return _("No score yet: %(reason)s.") % {"reason": reason}


def one_score(t: float) -> str:
    return _("Now %(t)s. No course yet.") % {"t": t_number(t)}


def too_early(difference: Difference) -> str:
    """Two scores, or more within a short time: a difference may be named, a course may not."""
    numbers = _numbers(difference)
    if difference.is_reliable:
        return _("From %(before)s to %(after)s, more than chance. Still too early to see a course.") % numbers
    return _("From %(before)s to %(after)s. Too early to see a course.") % numbers


def since_start_sentence(difference: Difference, *, is_bare: bool = False) -> str:
    """The sentence above the chart (T32, U32), with recognition for a reliable improvement (T34).

    is_bare: without recognition and question.
    """
    sentence = str(SINCE_START[difference.turn, difference.weight]) % _numbers(difference)
    if is_bare or not difference.is_reliable:
        return sentence
    return f"{sentence} {WHAT_HELPED if difference.is_better else WHAT_HAPPENED}"


LABELS: Mapping[tuple[Turn, Weight], StrOrPromise] = {
    (Turn.FELL, Weight.RELIABLE): gettext_lazy("lower than at the start, more than chance"),
    (Turn.ROSE, Weight.RELIABLE): gettext_lazy("higher than at the start, more than chance"),
    (Turn.FELL, Weight.MAY_BE_CHANCE): gettext_lazy("lower than at the start, may be chance"),
    (Turn.ROSE, Weight.MAY_BE_CHANCE): gettext_lazy("higher than at the start, may be chance"),
    (Turn.SAME, Weight.MAY_BE_CHANCE): gettext_lazy("equal to the start"),
    (Turn.FELL, Weight.UNKNOWN): gettext_lazy("lower than at the start"),
    (Turn.ROSE, Weight.UNKNOWN): gettext_lazy("higher than at the start"),
    (Turn.SAME, Weight.UNKNOWN): gettext_lazy("equal to the start"),
}


def difference_label(difference: Difference | None) -> str:
    """A few words by the scores alone; None: there is one."""
    return (
        _("one list, no course yet")
        if difference is None
        else str(LABELS[difference.turn, difference.weight])
    )


def three_months_sentence(difference: Difference) -> str:
    return str(OVER_THREE_MONTHS[difference.turn, difference.weight]) % _numbers(difference)


def since_previous_sentence(difference: Difference) -> str:
    numbers = _numbers(difference) | {"day": day_in_year(difference.before_on)}
    return str(SINCE_PREVIOUS[difference.turn, difference.weight]) % numbers


def course_sentence(stage: Stage, difference: Difference | None, now: float) -> str:
    """How a person with at least one score is read, in one sentence."""
    if stage is Stage.ONE or difference is None:
        return one_score(now)
    return too_early(difference) if stage is Stage.TOO_EARLY else since_start_sentence(difference)


def area_then_and_now(then: str, now: str, *, is_first: bool) -> str:
    if is_first:
        return _("Area: %(now)s.") % {"now": now}
    if then == now:
        return _("Area: %(now)s, as at the start.") % {"now": now}
    return _("Area: %(now)s; at the start %(then)s.") % {"now": now, "then": then}


def fluctuating(lowest: float, highest: float) -> str:
    """A description, never an alarm (T57)."""
    return _("Goes up and down: between %(lowest)s and %(highest)s in the last half year.") % {
        "lowest": t_number(lowest),
        "highest": t_number(highest),
    }


def _numbers(difference: Difference) -> dict[str, str]:
    return {"before": t_number(difference.before), "after": t_number(difference.after)}


def scores_between(n: int, lowest: float, highest: float, now: float) -> str:
    return ngettext(
        "%(n)s score between %(lowest)s and %(highest)s, now %(now)s.",
        "%(n)s scores between %(lowest)s and %(highest)s, now %(now)s.",
        n,
    ) % {"n": n, "lowest": t_number(lowest), "highest": t_number(highest), "now": t_number(now)}
