"""What the columns of an import are called on its pages."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from koers.families.models import Relation
from koers.measurements.models import AdministrationMode

COLUMN_NAMES: Mapping[str, StrOrPromise] = {
    "family": _("Code or name of the family"),
    "worker": _("User name of the worker"),
    "parent": _("Who filled it in: code or name"),
    "relation": _("Who that is to the child"),
    "child": _("Code or name of the child"),
    "child_birth_date": _("Birth date of the child"),
    "date": _("Day of filling in"),
    "mode": _("How it was filled in"),
    "t_score": _("T-score, where there are no answers"),
}
RELATIONS: Mapping[Relation, StrOrPromise] = {
    Relation.MOTHER: _("mother"),
    Relation.FATHER: _("father"),
    Relation.STEPPARENT: _("step-parent"),
    Relation.FOSTER_PARENT: _("foster parent"),
    Relation.OTHER: _("somebody else"),
}
MODES: Mapping[AdministrationMode, StrOrPromise] = {
    AdministrationMode.OWN_DEVICE: _("on the own device"),
    AdministrationMode.HANDED_OVER: _("on the worker's device"),
    AdministrationMode.INTERVIEW: _("together, in an interview"),
    AdministrationMode.PAPER: _("on paper"),
}
