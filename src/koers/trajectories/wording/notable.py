"""Why an outcome is notable (T55): what is seen, by which rule, with which numbers, and what ends it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koers.families.wording import listed_name
from koers.psychometrics import Band
from koers.trajectories.differences import Apart, Difference
from koers.trajectories.wording.bands import band_name
from koers.trajectories.wording.dates import day_in_year, points_number, t_number
from koers.trajectories.wording.persons import difference_sentence


@dataclass(frozen=True, slots=True)
class Notable:
    """One notable outcome in words."""

    seen: str
    rule: str
    numbers: str
    ends_when: str


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


def against_expectation(name: str, words: str, difference: Difference, said_on: date) -> Notable:
    return Notable(
        seen=_("%(name)s: the course differs from what was expected (%(words)s).")
        % {"name": listed_name(name), "words": words},
        rule=_("The change since the start is more than chance and does not fit the expectation of %(day)s.")
        % {"day": day_in_year(said_on)},
        numbers=_scores(difference),
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
