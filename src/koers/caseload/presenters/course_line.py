""" "Are we on the right way?" in one line, and the loop with the step that is due (T1, T8)."""

from django.utils.translation import gettext as _

from koers.caseload.cases import Case
from koers.families.wording import listed_name
from koers.trajectories.presenters.profile import Step
from koers.trajectories.wording import pages
from koers.trajectories.wording.dates import day, day_in_year
from koers.trajectories.wording.points import course_label


def course_line(case: Case) -> str:
    """A label for each parent, the newest list, the last talk; empty before the first list."""
    if not case.has_lists:
        return ""
    names = {one.parent.pk: one.name for one in case.respondents}
    labels = [
        f"{listed_name(names[signal.parent_id])}: {course_label(signal)}"
        for signal in case.signals
        if signal.parent_id in names
    ]
    last = max(one.last_on for one in case.respondents if one.last_on)
    facts = _("Newest list on %(day)s. No talk recorded yet.") % {"day": day(last)}
    return f"{'. '.join(labels)}. {facts}" if labels else facts


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


def _due(case: Case) -> str:
    if not case.has_lists or (case.late and not case.new):
        return "measure"
    if case.new:
        return "read"
    main = case.main_signal
    return "talk" if main is not None and main.is_point and main.answered_at is None else "measure"


def _note(case: Case, due: str) -> str:
    if due == "measure" and case.next_list_on is not None:
        return day_in_year(case.next_list_on)
    return _("now")
