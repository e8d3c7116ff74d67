"""The three areas of the T axis, and what up and down mean for a list."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrOrPromise

from koers.psychometrics import Band, Direction

# The official names in the words of the toolkit (T52); an area is text, line and tint.
BAND_NAMES: Mapping[Band, StrOrPromise] = {
    Band.NONE: _("no notable problems"),
    Band.MILD: _("mild problems"),
    Band.SERIOUS: _("serious problems"),
}
# The same with soft hyphens where a narrow gutter may break them.
BAND_NAMES_IN_GUTTER: Mapping[Band, StrOrPromise] = {
    Band.NONE: pgettext_lazy("in the gutter of the chart, soft hyphens show breaks", "no notable problems"),
    Band.MILD: pgettext_lazy("in the gutter of the chart, soft hyphens show breaks", "mild problems"),
    Band.SERIOUS: pgettext_lazy("in the gutter of the chart, soft hyphens show breaks", "serious problems"),
}

HIGHER_MEANS: Mapping[Direction, StrOrPromise] = {
    Direction.HIGHER_IS_WORSE: _("higher = more stress"),
    Direction.HIGHER_IS_BETTER: _("higher = less stress"),
}
LOWER_MEANS: Mapping[Direction, StrOrPromise] = {
    Direction.HIGHER_IS_WORSE: _("lower = less stress"),
    Direction.HIGHER_IS_BETTER: _("lower = more stress"),
}


def band_name(band: Band) -> str:
    return str(BAND_NAMES[band])
