"""Which days the time axis holds: those of the lists, and of what happened since care began. What lies before
stands at the left edge with its date, as a value outside the score axis stands at the top or bottom."""

from dataclasses import replace
from datetime import date

from koers.psychometrics.plotting import courses
from koers.psychometrics.plotting.inputs import PlottedMark, ProfileChart

BACK = "← "  # no word: it reads alike in every language


def days_shown(chart: ProfileChart) -> tuple[date, date]:
    """The first and last day on the time axis. Raises ValueError for a chart without a single score."""
    lists = _list_days(chart)
    since = _since(chart, lists)
    marks = [day for mark in chart.marks for day in (mark.on, mark.until or mark.on)]
    days = [*lists, *(day for day in (*marks, *chart.days) if day >= since)]
    return min(days), max(days)


def at_the_edge(chart: ProfileChart) -> ProfileChart:
    """The same chart with what happened too early moved to the first day, an arrow and its date before it."""
    since, first = _since(chart, _list_days(chart)), days_shown(chart)[0]
    marks = tuple(_moved(mark, first, chart) if mark.on < since else mark for mark in chart.marks)
    return replace(chart, marks=marks)


def _list_days(chart: ProfileChart) -> list[date]:
    days = [score.on for person in chart.persons for score in person.scores]
    if not days:
        raise ValueError("A chart needs at least one T-score; a family without any is told why in words.")
    days += [day for person in chart.persons for day in person.missed]
    return days + [courses.expectation_end(person.expected) for person in chart.persons if person.expected]


def _since(chart: ProfileChart, lists: list[date]) -> date:
    return min([*lists, chart.since]) if chart.since else min(lists)


def _moved(mark: PlottedMark, first: date, chart: ProfileChart) -> PlottedMark:
    label = " · ".join(part for part in (chart.words.full_date(mark.on), mark.label) if part)
    until = max(mark.until, first) if mark.until else None
    return replace(mark, on=first, until=until, label=f"{BACK}{label}", is_early=True)
