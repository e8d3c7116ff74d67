"""Two persons beside each other."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koers.families.wording import listed_name
from koers.trajectories.differences import Apart, Difference, Turn, Weight
from koers.trajectories.estimates import Interval
from koers.trajectories.wording.dates import day_in_year, signed_points, t_number


def difference_sentence(apart: Apart) -> str:
    """By raw scores at most a fortnight apart; says so when they are not comparable (T61)."""
    if apart.difference is None:
        return not_comparable(apart)
    numbers = {
        "first": listed_name(apart.first.name),
        "second": apart.second.name,
        "first_t": t_number(apart.difference.after),
        "second_t": t_number(apart.difference.before),
        "n": abs(apart.difference.points),
    }
    if apart.difference.turn is Turn.SAME:
        return _("%(first)s and %(second)s both score %(first_t)s.") % numbers
    return f"{_higher_or_lower(apart.difference) % numbers} {_weight(apart.difference)}".strip()


def levels_apart(between: Interval, other_name: str) -> str:
    """The difference of two estimated levels with its 80 % interval (T61)."""
    words = {
        "change": signed_points(between.value),
        "low": signed_points(between.low),
        "high": signed_points(between.high),
        "other": other_name,
    }
    return (
        _(
            "Between the estimated levels: %(change)s points against %(other)s "
            "(80 %% sure: %(low)s to %(high)s)."
        )
        % words
    )


def _higher_or_lower(difference: Difference) -> str:
    n = abs(difference.points)
    if difference.turn is Turn.ROSE:
        return ngettext(
            "%(first)s %(first_t)s, %(second)s %(second_t)s. %(first)s is %(n)s point higher.",
            "%(first)s %(first_t)s, %(second)s %(second_t)s. %(first)s is %(n)s points higher.",
            n,
        )
    return ngettext(
        "%(first)s %(first_t)s, %(second)s %(second_t)s. %(first)s is %(n)s point lower.",
        "%(first)s %(first_t)s, %(second)s %(second_t)s. %(first)s is %(n)s points lower.",
        n,
    )


def _weight(difference: Difference) -> str:
    if difference.weight is Weight.UNKNOWN:
        return ""
    if difference.is_reliable:
        return _("That is more than chance with this list.")
    return _("That may be chance.")


def not_comparable(apart: Apart) -> str:
    return _(
        "%(first)s and %(second)s cannot be compared now: the newest scores are of "
        "%(first_day)s and %(second_day)s."
    ) % {
        "first": listed_name(apart.first.name),
        "second": apart.second.name,
        "first_day": day_in_year(apart.first_on),
        "second_day": day_in_year(apart.second_on),
    }
