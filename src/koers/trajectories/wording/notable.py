"""Why an outcome is notable (T55): what is seen, by which rule, with which numbers, and what ends it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koers.families.wording import listed_name
from koers.measurements.wording import how_long
from koers.psychometrics import Band
from koers.psychometrics.trajectory import DAYS_PER_MONTH
from koers.trajectories.differences import Apart, Difference
from koers.trajectories.estimates import Estimated, Interval
from koers.trajectories.profiles import ScoredPoint
from koers.trajectories.wording.bands import band_name
from koers.trajectories.wording.dates import day, day_in_year, points_number, signed_points, t_number
from koers.trajectories.wording.persons import difference_sentence


@dataclass(frozen=True, slots=True)
class Notable:
    """One notable outcome in words. has_questions: whether the single questions say more about it."""

    seen: str
    rule: str
    numbers: str
    ends_when: str
    has_questions: bool = True


def _scores(difference: Difference) -> str:
    return _("%(before)s on %(before_day)s, %(after)s on %(after_day)s") % {
        "before": t_number(difference.before),
        "before_day": day_in_year(difference.before_on),
        "after": t_number(difference.after),
        "after_day": day_in_year(difference.after_on),
    }


def large_jump(name: str, difference: Difference, limit: float) -> Notable:
    numbers = {"name": listed_name(name), "points": abs(difference.points)}
    if difference.points < 0:
        seen = _("%(name)s scores %(points)s points lower than last time.")
    else:
        seen = _("%(name)s scores %(points)s points higher than last time.")
    question = _("What helped?") if difference.is_better else _("Has something happened?")
    return Notable(
        seen=f"{seen % numbers} {question}",
        rule=_("At least %(limit)s points from one score to the next: more than chance with this list.")
        % {"limit": points_number(limit)},
        numbers=_scores(difference),
        ends_when=_("a next score that differs less from this one"),
    )


def jumped(name: str, difference: Difference, evidence: Mapping[str, Any]) -> Notable:
    """By the rules: the newest score against what the scores before it led to expect."""
    surprise = evidence["numbers"]["surprise"]
    words = {"name": listed_name(name), "t": t_number(difference.after)}
    if surprise < 0:
        seen = _("%(name)s: a large jump. %(t)s is much lower than the scores before led to expect.")
        question = _("What helped?")
    else:
        seen = _("%(name)s: a large jump. %(t)s is much higher than the scores before led to expect.")
        question = _("Has something happened?")
    return Notable(
        seen=f"{seen % words} {question}",
        rule=_("The newest score lies more than %(limit)s times the usual spread from what was expected.")
        % {"limit": number_format(evidence["thresholds"]["jump"], 2)},
        numbers=_("%(scores)s; %(times)s times the usual spread")
        % {"scores": _scores(difference), "times": points_number(abs(surprise))},
        ends_when=_("a next list: this note is about the newest one only"),
    )


def going_up_and_down(name: str, scored: Sequence[ScoredPoint], limits: Mapping[str, Any]) -> Notable:
    """A description: no number of scores that families give is enough to call it more (T57)."""
    months = round(limits["fluctuating_months"])
    earliest = scored[-1].on - timedelta(days=round(limits["fluctuating_months"] * DAYS_PER_MONTH))
    recent = [point.t for point in scored if point.on >= earliest]
    numbers = {
        "name": listed_name(name),
        "lowest": t_number(min(recent)),
        "highest": t_number(max(recent)),
        "months": months,
    }
    return Notable(
        seen=_("%(name)s: goes up and down, between %(lowest)s and %(highest)s in %(months)s months.")
        % numbers,
        rule=_(
            "In that time a rise and a fall from one list to the next, each more than chance (%(sure)s %%)."
        )
        % {"sure": round(100 * limits["reliable_step"])},
        numbers=ngettext("%(n)s score in this time", "%(n)s scores in this time", len(recent))
        % {"n": len(recent)},
        ends_when=_("a calmer course; this only describes"),
    )


def area_changed(name: str, areas: tuple[Band, Band], difference: Difference) -> Notable:
    before, after = areas
    words = {"name": listed_name(name), "before": band_name(before), "after": band_name(after)}
    seen = _("%(name)s went from “%(before)s” to “%(after)s”.") % words
    chance = "" if difference.is_reliable else _("The difference itself may be chance.")
    return Notable(
        seen=f"{seen} {chance}".strip(),
        rule=_("The newest score lies in another area than the one before."),
        numbers=_scores(difference),
        ends_when=_("a next score in the same area as this one"),
    )


def far_apart(apart: Apart, limit: float, days: int) -> Notable:
    question = _("How do they see that themselves?")
    return Notable(
        seen=f"{difference_sentence(apart)} {question}",
        rule=_("At least %(limit)s points between two scores at most %(days)s days apart.")
        % {"limit": points_number(limit), "days": days},
        numbers=_("scores of %(first_day)s and %(second_day)s")
        % {"first_day": day_in_year(apart.first_on), "second_day": day_in_year(apart.second_on)},
        ends_when=_("newest scores that lie nearer to each other"),
    )


def levels_far_apart(apart: Apart, between: Interval, limits: tuple[float, int]) -> Notable:
    """limits: how many points surely apart, and how many days apart their newest lists may lie."""
    points, days = limits
    words = {
        "first": listed_name(apart.first.name),
        "second": apart.second.name,
        "who": apart.first.name,
        "points": points_number(abs(between.value)),
    }
    if between.value < 0:
        seen = _("%(first)s and %(second)s differ: %(who)s is about %(points)s points lower.")
    else:
        seen = _("%(first)s and %(second)s differ: %(who)s is about %(points)s points higher.")
    question = _("How do they see that themselves?")
    return Notable(
        seen=f"{seen % words} {question}",
        rule=_(
            "The 80 %% interval of the difference between the estimated levels lies beyond %(points)s "
            "points, with newest lists at most %(days)s days apart."
        )
        % {"points": points_number(points), "days": days},
        numbers=_("difference %(change)s points, 80 %% sure: %(low)s to %(high)s")
        % {
            "change": signed_points(between.value),
            "low": signed_points(between.low),
            "high": signed_points(between.high),
        },
        ends_when=_("newest scores that lie nearer to each other"),
    )


def silent(name: str, last: date, days: int, interval: int) -> Notable:
    """No list for long; that can be something to talk about as well (S30)."""
    seen = _("No list of %(name)s for %(long)s. That too can be a talking point.")
    return Notable(
        seen=seen % {"name": name, "long": how_long(days)},
        rule=_(
            "No list for longer than one and a half times the planned interval, and for six weeks at least."
        ),
        numbers=_("newest list of %(day)s; a list is planned every %(interval)s days")
        % {"day": day(last), "interval": interval},
        ends_when=_("the next list"),
        has_questions=False,
    )


def against_expectation(name: str, difference: Difference, expected: tuple[str, date]) -> Notable:
    """expected: its name in words, and the day on which it was said; here and below."""
    return Notable(
        seen=_("%(name)s: the course differs from what was expected (%(words)s).")
        % {"name": listed_name(name), "words": expected[0]},
        rule=_("The change since the start is more than chance and does not fit the expectation of %(day)s.")
        % {"day": day_in_year(expected[1])},
        numbers=_scores(difference),
        ends_when=_("a course that fits, or another expectation at the next list"),
    )


def estimated_otherwise(name: str, found: Estimated, expected: tuple[str, date]) -> Notable:
    change = found.change
    numbers = {"change": signed_points(change.value), "low": signed_points(change.low)}
    words = {"name": listed_name(name), "words": expected[0]}
    if found.is_probable:
        seen = _("%(name)s: the course probably differs from what was expected (%(words)s).") % words
    else:
        seen = _("%(name)s: the course possibly differs from what was expected (%(words)s).") % words
    return Notable(
        seen=seen,
        rule=_(
            "The estimated change since the start, over all of its 80 %% interval, does not fit the "
            "expectation of %(day)s."
        )
        % {"day": day_in_year(expected[1])},
        numbers=_("change %(change)s points, 80 %% sure: %(low)s to %(high)s")
        % (numbers | {"high": signed_points(change.high)}),
        ends_when=_("a course that fits, or another expectation at the next list"),
    )


def questions_moved(name: str, n: int, steps: int, days: tuple[date, date]) -> Notable:
    seen = ngettext(
        "%(name)s answers %(n)s question very differently from last time.",
        "%(name)s answers %(n)s questions very differently from last time.",
        n,
    )
    before, after = days
    return Notable(
        seen=seen % {"name": listed_name(name), "n": n},
        rule=_("A question moved at least %(steps)s answer steps from one list to the next.")
        % {"steps": steps},
        numbers=_("lists of %(before)s and %(after)s")
        % {"before": day_in_year(before), "after": day_in_year(after)},
        ends_when=_("a next list with answers nearer to these"),
    )
