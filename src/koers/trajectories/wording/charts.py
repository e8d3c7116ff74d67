"""Every word inside the figure."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django_stubs_ext import StrOrPromise

from koers.families.wording import listed_name
from koers.psychometrics.plotting import MarkKind
from koers.trajectories.profiles import ScoredPoint
from koers.trajectories.wording.bands import band_name
from koers.trajectories.wording.dates import day, day_in_year, t_number
from koers.trajectories.wording.pages import left_open

LANES: Mapping[MarkKind, StrOrPromise] = {
    MarkKind.CONVERSATION: pgettext_lazy("lane under the chart", "Talks"),
    MarkKind.APPROACH: pgettext_lazy("lane under the chart", "Approach"),
    MarkKind.CHANGE: pgettext_lazy("lane under the chart", "Changed"),
    MarkKind.EVENT: pgettext_lazy("lane under the chart", "Happened"),
    MarkKind.NORM_GROUP: pgettext_lazy("lane under the chart", "Norms"),
}
DERIVED = gettext_lazy("from the long list")
MISSED = gettext_lazy("not filled in")
CORRECTED = gettext_lazy("corrected")
TAKEN_OVER = gettext_lazy("taken over")
LEVEL = gettext_lazy("80 % sure")
EXAMPLE_NORMS = gettext_lazy("example norms")


def title(first: date, last: date) -> str:
    if first == last:
        return _("Score of %(day)s") % {"day": day(first)}
    return _("Course of the scores from %(first)s to %(last)s") % {"first": day(first), "last": day(last)}


def point_words(name: str, scored: ScoredPoint) -> str:
    """The whole sentence that is said for one point."""
    point = scored.point
    words = {"name": listed_name(name), "day": day(scored.on), "t": t_number(scored.t)}
    words["band"] = band_name(scored.band)
    sentence = _("%(name)s, %(day)s: %(t)s, %(band)s") % words
    notes = [str(DERIVED)] if point.is_derived else []
    notes += [str(TAKEN_OVER)] if point.is_taken_over else []
    notes += [str(CORRECTED)] if point.is_corrected else []
    notes += [left_open(point.n_missing)] if point.n_missing else []
    return ", ".join([sentence, *notes])


def missed_by(name: str, on: date) -> str:
    return _("%(name)s: not filled in around %(day)s") % {"name": listed_name(name), "day": day_in_year(on)}


def expected_of(name: str) -> str:
    return _("expected (%(name)s)") % {"name": name}


def norm_change(group: str, *, is_new_version: bool) -> str:
    if is_new_version:
        return _("new version of the list")
    return _("age group changes: %(group)s") % {"group": group}
