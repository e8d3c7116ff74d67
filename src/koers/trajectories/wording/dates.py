"""Days and numbers as people write them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import pgettext

from koers.psychometrics import shown_t


def day(on: date) -> str:
    """9 November 2026"""
    return date_format(on, pgettext("date format", "j F Y"))


def day_in_year(on: date) -> str:
    """9 November"""
    return date_format(on, pgettext("date format", "j F"))


def short_day(on: date) -> str:
    """9 Nov, for the axis"""
    return date_format(on, pgettext("date format", "j M"))


def short_day_of_year(on: date) -> str:
    """9 Nov 2026, for a narrow table"""
    return date_format(on, pgettext("date format", "j M Y"))


def raw_number(value: float) -> str:
    """A raw sum; a prorated one keeps one decimal."""
    return number_format(value, 0) if float(value).is_integer() else points_number(value)


def points_number(value: float) -> str:
    """A number of points with one decimal, rounded half up: number_format alone cuts decimals off."""
    return number_format(Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP), 1)


def t_number(t: float) -> str:
    """The whole T-score that people read."""
    return str(shown_t(t))


def signed(points: int) -> str:
    """-3, 0 or +3 with a true minus sign, so that screen readers say it."""
    return f"−{-points}" if points < 0 else f"+{points}" if points else "0"


def signed_points(change: float) -> str:
    """−3,4, 0,0 or +0,2: an estimate in points with one decimal."""
    shown = points_number(abs(change))
    return shown if shown == points_number(0.0) else f"{'−' if change < 0 else '+'}{shown}"
