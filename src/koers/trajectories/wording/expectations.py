"""The expected course: the answers to choose from, and the expectation next to what is seen."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from koers.trajectories.differences import Comparison, Expected, Verdict
from koers.trajectories.estimates import Estimated
from koers.trajectories.models import ExpectedCourse
from koers.trajectories.wording.dates import day, day_in_year, signed_points, t_number

SHAPE_NAMES: Mapping[ExpectedCourse, StrOrPromise] = {
    ExpectedCourse.DECLINE: gettext_lazy("a decline"),
    ExpectedCourse.RISE_THEN_DECLINE: gettext_lazy("first a rise, then a decline"),
    ExpectedCourse.STEADY: gettext_lazy("the same"),
    ExpectedCourse.DONT_KNOW: gettext_lazy("I do not know"),
    ExpectedCourse.OTHER: gettext_lazy("in own words"),
}
# On the buttons, in the order of the toolkit (T44).
SHAPE_BUTTONS: Mapping[ExpectedCourse, StrOrPromise] = {
    ExpectedCourse.DECLINE: gettext_lazy("Decline"),
    ExpectedCourse.RISE_THEN_DECLINE: gettext_lazy("First a rise, then a decline"),
    ExpectedCourse.STEADY: gettext_lazy("The same"),
    ExpectedCourse.DONT_KNOW: gettext_lazy("I do not know"),
}


def expected_words(expected: Expected) -> str:
    """What was expected, when, and until when a rise was."""
    words = {"shape": str(SHAPE_NAMES[expected.shape]), "day": day_in_year(expected.said_on)}
    if expected.shape is ExpectedCourse.DONT_KNOW:
        return _("No expectation was given on %(day)s (“I do not know”).") % words
    if expected.shape is ExpectedCourse.OTHER:
        return _("Expected on %(day)s, in own words: “%(text)s”.") % (words | {"text": expected.text})
    if expected.rise_until:
        words["until"] = day(expected.rise_until)
        return _("Expected on %(day)s: %(shape)s, with a rise until %(until)s.") % words
    return _("Expected on %(day)s: %(shape)s.") % words


def compared_words(expected: Expected, comparison: Comparison) -> str:
    """Agree, differ, or cannot be compared yet, and by which numbers (T47)."""
    if expected.shape is ExpectedCourse.DONT_KNOW:
        return ""
    if expected.shape is ExpectedCourse.OTHER:
        return str(COMPARE_YOURSELF)
    difference = comparison.difference
    if difference is None:
        return _("Cannot be compared yet: too early to see a course.")
    numbers = {"before": t_number(difference.before), "after": t_number(difference.after)}
    if comparison.verdict is Verdict.AGREES:
        return _("That agrees with the course from %(before)s to %(after)s.") % numbers
    if comparison.verdict is Verdict.DIFFERS:
        return _("The course differs from that: from %(before)s to %(after)s.") % numbers
    return _("Cannot be compared yet: from %(before)s to %(after)s may be chance.") % numbers


def held_against(expected: Expected, found: Comparison | Estimated) -> str:
    """By what was estimated, else by the scores."""
    return estimated_words(found) if isinstance(found, Estimated) else compared_words(expected, found)


def estimated_words(estimated: Estimated) -> str:
    """The change of the level since the start, and whether that agrees: no stronger than its interval."""
    change = estimated.change
    words = {
        "change": signed_points(change.value),
        "low": signed_points(change.low),
        "high": signed_points(change.high),
    }
    facts = _(
        "Estimated change of the level since the start: %(change)s points (80 %% sure: %(low)s to %(high)s)."
    )
    return f"{facts % words} {_verdict_words(estimated)}"


def _verdict_words(estimated: Estimated) -> str:
    if estimated.verdict is Verdict.AGREES:
        return (
            _("That probably agrees with what was expected.")
            if estimated.is_probable
            else _("That possibly agrees with what was expected.")
        )
    if estimated.verdict is Verdict.DIFFERS:
        return (
            _("That probably differs from what was expected.")
            if estimated.is_probable
            else _("That possibly differs from what was expected.")
        )
    return _("Whether that agrees with what was expected cannot be said yet.")


COMPARE_YOURSELF = gettext_lazy("Compare it with the chart yourself.")
NO_EXPECTATION = gettext_lazy("No expectation was recorded.")


def expectation_name(shape: ExpectedCourse) -> str:
    return str(SHAPE_NAMES[shape])


def recorded(shape: ExpectedCourse | None) -> str:
    """After the tap; None: skipped."""
    if shape is None:
        return _("Skipped.")
    return _("Recorded: %(shape)s.") % {"shape": expectation_name(shape)}
