"""Where a score came from, and why there is none."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from koers.measurements.models import AdministrationSource
from koers.psychometrics import Reason

SOURCE_NAMES: Mapping[AdministrationSource, StrOrPromise] = {
    AdministrationSource.ANSWERED: _("filled in"),
    AdministrationSource.DERIVED: _("taken from the long list"),
    AdministrationSource.TAKEN_OVER: _("taken over from another system"),
}

REASONS: Mapping[Reason, StrOrPromise] = {
    Reason.TOO_MANY_MISSING: _("too few questions were answered"),
    Reason.NO_NORMS: _("this list has no norms"),
    Reason.AGE_UNKNOWN: _("the age of the child is not known"),
    Reason.NO_NORM_FOR_AGE: _("the norms do not cover the age of the child"),
    Reason.NO_NORM_FOR_RAW: _("the norms have no value for this raw score"),
    Reason.NOT_DERIVABLE: _("this list cannot be taken from the long list"),
}


def source_name(source: AdministrationSource) -> str:
    return str(SOURCE_NAMES[source])


def reason_for_no_score(reason: str) -> str:
    return str(REASONS[Reason(reason)])
