"""Lists in words: how they were filled in, where they stand, why there is no score, how long ago."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_stubs_ext import StrOrPromise

from koers.measurements.models import AdministrationMode, AdministrationSource, AdministrationState
from koers.psychometrics import Reason

MODE_NAMES: Mapping[AdministrationMode, StrOrPromise] = {
    AdministrationMode.OWN_DEVICE: gettext_lazy("on an own device"),
    AdministrationMode.HANDED_OVER: gettext_lazy("on a device handed over"),
    AdministrationMode.INTERVIEW: gettext_lazy("read aloud in a talk"),
    AdministrationMode.PAPER: gettext_lazy("on paper"),
}

STATE_NAMES: Mapping[AdministrationState, StrOrPromise] = {
    AdministrationState.SENT: gettext_lazy("filled in"),
    AdministrationState.PARTLY: gettext_lazy("partly filled in"),
}

SOURCE_NAMES: Mapping[AdministrationSource, StrOrPromise] = {
    AdministrationSource.ANSWERED: "",
    AdministrationSource.DERIVED: gettext_lazy("from the long list"),
    AdministrationSource.TAKEN_OVER: gettext_lazy("taken over from a former system"),
}

REASON_SENTENCES: Mapping[Reason, StrOrPromise] = {
    Reason.TOO_MANY_MISSING: gettext_lazy("No score: too many questions were left open."),
    Reason.NO_NORMS: gettext_lazy("No T score: this list has no norms."),
    Reason.AGE_UNKNOWN: gettext_lazy("No T score: the age of the child is not known."),
    Reason.NO_NORM_FOR_AGE: gettext_lazy("No T score: the norms do not cover the age of the child."),
    Reason.NO_NORM_FOR_RAW: gettext_lazy("No T score: the norm table does not have this sum."),
    Reason.NOT_DERIVABLE: gettext_lazy("No score: the short list cannot be taken from the long one."),
}

DAYS_IN_DAYS = 62  # from nine weeks on people count in weeks, from a year on in months
DAYS_IN_WEEKS = 364


def mode_name(value: str) -> str:
    return str(MODE_NAMES[AdministrationMode(value)])


def state_name(value: str) -> str:
    return str(STATE_NAMES[AdministrationState(value)])


def source_name(value: str) -> str:
    """Empty for a list that was simply filled in."""
    return str(SOURCE_NAMES[AdministrationSource(value)])


def reason_sentence(value: str) -> str:
    """Why there is no score; empty when there is one."""
    return str(REASON_SENTENCES[Reason(value)]) if value else ""


def how_long(days: int) -> str:
    """A number of days as people say it: "19 days", "9 weeks", "14 months"."""
    if days <= 0:
        return _("today")
    if days <= DAYS_IN_DAYS:
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    if days <= DAYS_IN_WEEKS:
        return ngettext("%(n)s week", "%(n)s weeks", days // 7) % {"n": days // 7}
    months = days * 12 // 365
    return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
