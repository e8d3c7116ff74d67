"""What a list and its state are called."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_stubs_ext import StrOrPromise

from koers.instruments.models import InstrumentVersion
from koers.psychometrics import Band, Direction
from koers.psychometrics.instruments import MissingKind, MissingRule

BAND_NAMES: Mapping[Band, StrOrPromise] = {
    Band.NONE: gettext_lazy("no notable problems"),
    Band.MILD: gettext_lazy("mild problems"),
    Band.SERIOUS: gettext_lazy("serious problems"),
}
DIRECTIONS: Mapping[Direction, StrOrPromise] = {
    Direction.HIGHER_IS_WORSE: gettext_lazy("are worse"),
    Direction.HIGHER_IS_BETTER: gettext_lazy("are better"),
}


def band_name(band: Band) -> str:
    return str(BAND_NAMES[band])


def direction_words(direction: Direction) -> str:
    return str(DIRECTIONS[direction])


def missing_rule(rule: MissingRule) -> str:
    if rule.kind is MissingKind.NONE or not rule.max_missing:
        return _("with one empty answer a scale has no score")
    words = ngettext(
        "up to %(n)d empty answer in a scale is filled with the mean of the others",
        "up to %(n)d empty answers in a scale are filled with the mean of the others",
        rule.max_missing,
    )
    return words % {"n": rule.max_missing}


def state_of(version: InstrumentVersion) -> str:
    if version.is_active:
        return _("In use")
    if version.activated_at is not None:
        return _("Taken out of use")
    return _("Waits for a behavioural scientist")
