"""What was put right or withdrawn, when and why."""

from datetime import date

from django.utils.translation import gettext as _

from koers.trajectories.wording.dates import day


def corrected_on(on: date, reason: str) -> str:
    return _("corrected on %(day)s: %(reason)s") % {"day": day(on), "reason": reason}


def withdrawn_on(on: date, reason: str) -> str:
    return _("withdrawn on %(day)s: %(reason)s") % {"day": day(on), "reason": reason}


def set_aside() -> str:
    """A list that was derived from one that was corrected or withdrawn."""
    return _("no longer counts, because the long list was corrected")


def old_version(on: date, name: str, score: str) -> str:
    return _("%(day)s, %(name)s: %(score)s") % {"day": day(on), "name": name, "score": score}
