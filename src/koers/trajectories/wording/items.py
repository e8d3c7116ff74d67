"""Single questions in words: direction, change in answer steps, what is missing."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from koers.families.wording import listed_name
from koers.trajectories.items import Move
from koers.trajectories.wording.dates import day, day_in_year
from koers.trajectories.wording.pages import joined

MORE_STRESS = gettext_lazy("high answer = more stress")
LESS_STRESS = gettext_lazy("high answer = less stress")
FROM_LONG_LIST = gettext_lazy("from the long list")
CORRECTED = gettext_lazy("corrected")
MIXED = gettext_lazy("With each question stands what a high answer means.")
NO_BAND = gettext_lazy("One question has no norm and no area: only the whole list has.")
NO_COMPARISON = gettext_lazy("There is one list so far. From the second on you see what changed.")
EVERYBODY = gettext_lazy("everybody side by side")
ONE_LIST = gettext_lazy("first list")
OPEN_IN_ONE = gettext_lazy("cannot be compared: left open")


def direction_sentence(label: str, *, is_burden: bool, is_positive: bool) -> str:
    """For a list on which every question points the same way. label: the highest answer."""
    words = {"answer": label}
    if not is_burden and is_positive:
        return (
            _("Every question is worded positively: a high answer (“%(answer)s”) means less stress.") % words
        )
    if is_burden:
        return _("A high answer (“%(answer)s”) means more stress.") % words
    return _("A high answer (“%(answer)s”) means less stress.") % words


def move_words(move: Move, *, is_burden: bool) -> str:
    """Since the list before, in answer steps; which way is said in words, never in colour."""
    n = abs(move.steps)
    words = {"n": n, "day": day_in_year(move.since)}
    if move.steps == 0:
        return _("the same as on %(day)s") % words
    if (move.steps > 0) is is_burden:
        return (
            ngettext(
                "%(n)s answer step towards more stress since %(day)s",
                "%(n)s answer steps towards more stress since %(day)s",
                n,
            )
            % words
        )
    return (
        ngettext(
            "%(n)s answer step towards less stress since %(day)s",
            "%(n)s answer steps towards less stress since %(day)s",
            n,
        )
        % words
    )


def without_answers(name: str, days: Sequence[date]) -> str:
    """Scores of a former system have no questions to look at."""
    words = {"name": listed_name(name), "days": joined([day(on) for on in days])}
    return _("%(name)s: only a score was taken over of %(days)s, without answers.") % words


def more_lists(n: int) -> str:
    return ngettext("%(n)s earlier list", "%(n)s earlier lists", n) % {"n": n}
