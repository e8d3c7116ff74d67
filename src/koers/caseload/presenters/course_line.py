""" "Are we on the right way?" in one line, and the loop with the step that is due (T1, T8)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from koers.caseload.cases import Case, Respondent
from koers.caseload.presenters.sparks import looked_at
from koers.caseload.steps import asks_for_talk
from koers.families.wording import listed_name
from koers.organisations.models import SignalExtent
from koers.trajectories.differences import Yardstick
from koers.trajectories.presenters.profile import Step
from koers.trajectories.signals.rules import extent_of
from koers.trajectories.wording import pages
from koers.trajectories.wording.courses import difference_label
from koers.trajectories.wording.dates import day, day_in_year
from koers.trajectories.wording.points import course_label, held_label


def course_line(case: Case, *, sees_expected: bool = True) -> str:
    """A label for each parent, the newest list, the last talk; empty before the first list."""
    if not case.has_lists:
        return ""
    last = max(one.last_on for one in case.respondents if one.last_on)
    facts = _("Newest list on %(day)s. No talk recorded yet.") % {"day": day(last)}
    return " ".join([*_labels(case, sees_expected), facts])


def _labels(case: Case, sees_expected: bool) -> Iterator[str]:
    """As judged; by the scores alone where nothing was judged or the organisation shows differences only."""
    extent = extent_of(case.family.organisation_id)
    signals = {one.parent_id: one for one in case.signals}
    for one in case.respondents:
        signal, label = signals.get(one.parent.pk), ""
        if signal is not None:
            is_held = sees_expected and signal.is_held(case.today)
            label = held_label(signal) if is_held else course_label(signal)
        elif extent != SignalExtent.OFF:
            label = label_by_scores(one, case)
        if label:
            yield f"{listed_name(one.name)}: {label}."


def label_by_scores(one: Respondent, case: Case) -> str:
    """What the scores that were looked at say of one person, in a few words."""
    scored = looked_at(one)
    if case.profile is None or not scored:
        return ""
    yardstick = Yardstick.of(case.profile.instrument)
    return difference_label(yardstick.between(scored[0], scored[-1]) if len(scored) > 1 else None)


def loop_of(case: Case) -> tuple[Step, ...]:
    """Where the family stands: measuring, reading, or talking about a point that nobody answered."""
    due = _due(case)
    names = list(pages.LOOP_STEPS.items())
    place = next(i for i, (key, _name) in enumerate(names) if key == due)
    return tuple(
        Step(
            name=str(name),
            note=_note(case, str(key)) if key == due else "",
            state="done" if i < place else "now" if i == place else "todo",
            is_due=key == due and case.level.value == "now",
        )
        for i, (key, name) in enumerate(names)
    )


def loop_sentence(case: Case) -> str:
    """The due step in words, for a narrow screen."""
    sentences = {
        "read": _("It is time to read."),
        "talk": _("It is time to talk."),
        "measure": _("It is time to measure."),
    }
    due = _due(case)
    if due == "measure" and case.unfinished:
        return _("It is time to measure: a list has no score.")
    if due == "measure" and not case.asks_somebody:
        return _("Nobody is asked for a list now.")
    if due == "measure" and case.next_list_on is not None and case.next_list_on > case.today:
        return _("The next list is planned for %(day)s.") % {"day": day_in_year(case.next_list_on)}
    return sentences[due]


def _due(case: Case) -> str:
    if case.to_read:
        return "read"
    return "talk" if asks_for_talk(case) else "measure"


def _note(case: Case, due: str) -> str:
    if due == "measure" and case.next_list_on is not None and not case.unfinished:
        return day_in_year(case.next_list_on)
    return _("now") if due != "measure" or case.asks_somebody else ""
