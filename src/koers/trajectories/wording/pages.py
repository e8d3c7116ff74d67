"""Lines of the page itself: who and what it is about, what is missing, what comes next."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy
from django_stubs_ext import StrOrPromise

from koers.trajectories.wording.dates import day

LOOP_STEPS: Mapping[str, StrOrPromise] = {
    "measure": pgettext_lazy("step of the loop", "Measure"),
    "read": pgettext_lazy("step of the loop", "Read"),
    "talk": pgettext_lazy("step of the loop", "Talk"),
    "decide": pgettext_lazy("step of the loop", "Decide"),
    "try": pgettext_lazy("step of the loop", "Try"),
    "look_again": pgettext_lazy("step of the loop", "Look again"),
}
LOOP_SENTENCE = gettext_lazy("It is time to read. After that: talk.")

QUESTIONS: Mapping[str, StrOrPromise] = {
    "course": gettext_lazy("Which course do you see for each person?"),
    "difference_between_parents": gettext_lazy("What differences are there between the parents?"),
    "difference_with_last_time": gettext_lazy("What is different from last time?"),
    "deviation_from_expectation": gettext_lazy("How do you deal with what you did not expect?"),
}
ONE_PERSON = gettext_lazy("Only one person has scores.")
NO_SCORES = gettext_lazy("Nobody has a score to compare.")
NO_PREVIOUS = gettext_lazy("No earlier score to compare with.")


def family_title(name: str) -> str:
    return _("Family %(name)s") % {"name": name}


def child_words(age: int) -> str:
    return ngettext("child of %(n)s year", "child of %(n)s years", age) % {"n": age}


def help_since(on: date) -> str:
    return _("help since %(day)s") % {"day": day(on)}


def joined(names: Sequence[str]) -> str:
    """mother, father and foster parent"""
    if len(names) < 2:
        return "".join(names)
    return _("%(most)s and %(last)s") % {"most": ", ".join(names[:-1]), "last": names[-1]}


def who_fills_in(names: Sequence[str]) -> str:
    if len(names) == 1:
        return _("%(name)s fills in the list") % {"name": names[0]}
    return _("%(names)s each fill in their own list") % {"names": joined(names)}


def consent_missing(names: Sequence[str]) -> str:
    """The fixed mark of the staff screen (TRUST R-S3)."""
    return _("The consent of %(names)s is missing to show this to parents.") % {"names": joined(names)}


def print_refused(names: Sequence[str]) -> str:
    """Why a print with these persons is not made (TRUST R-S6)."""
    return _(
        "Consent of %(names)s is missing. Without it these persons may not stand on one print. "
        "Choose one person."
    ) % {"names": joined(names)}


NO_PDF_HERE = gettext_lazy(
    "No PDF file can be made here, because Pango is missing. Print this page, or ask who manages Koers to "
    "install libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0."
)


def list_without_score(on: date, reason: str) -> str:
    return _("The list of %(day)s has no score: %(reason)s.") % {"day": day(on), "reason": reason}


def left_open(n: int) -> str:
    return ngettext("%(n)s question left open", "%(n)s questions left open", n) % {"n": n}


def lists_seen(n: int, last: date | None) -> str:
    if last is None:
        return ngettext("%(n)s list was visible", "%(n)s lists were visible", n) % {"n": n}
    words = {"n": n, "day": day(last)}
    return (
        ngettext("%(n)s list was visible, of %(day)s", "%(n)s lists were visible, up to %(day)s", n) % words
    )


def choice_words(who: str, title: str, n: int) -> str:
    """A child where there are several, a list, and how many of them there are."""
    times = ngettext("%(n)s list", "%(n)s lists", n) % {"n": n}
    return " · ".join(part for part in (who, title, times) if part)


def moment(at: datetime) -> str:
    """9 November 2026, 14:05"""
    return date_format(timezone.localtime(at), pgettext("moment format", "j F Y, H:i"))


def new_list(day_words: str) -> str:
    return _("New list of %(day)s") % {"day": day_words}


def list_version(title: str, version: str) -> str:
    return _("%(title)s, version %(version)s") % {"title": title, "version": version}


def rows_left_out(n: int) -> str:
    if n <= 0:
        return ""
    return ngettext(
        "%(n)s earlier list is in the chart only.", "%(n)s earlier lists are in the chart only.", n
    ) % {"n": n}


def signed_words(author: str, at: datetime, text: str) -> str:
    """A behavioural scientist's sign-off, with the comment when there is one."""
    signed = _("Read and signed by %(who)s, %(when)s.") % {"who": author, "when": moment(at)}
    return f"{signed} {text}".strip()
