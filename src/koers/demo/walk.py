"""*Loop mee met één gezin*: the steps of the guided walk as data; a later part lengthens the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrOrPromise

from koers.families.models import Family

SESSION_KEY = "demo_walk"
FAMILY_KEY = "demo_walk_family"
MINUTES = 6  # reading the step pages at 180 words a minute, plus half a minute a real page


class LoopStep(StrEnum):
    """The six steps that Koers keeps as one record."""

    MEASURE = "measure"
    READ = "read"
    TALK = "talk"
    DECIDE = "decide"
    TRY = "try"
    LOOK_AGAIN = "look_again"


LOOP_NAMES = {
    LoopStep.MEASURE: pgettext_lazy("loop", "Measure"),
    LoopStep.READ: pgettext_lazy("loop", "Read"),
    LoopStep.TALK: pgettext_lazy("loop", "Talk"),
    LoopStep.DECIDE: pgettext_lazy("loop", "Decide"),
    LoopStep.TRY: pgettext_lazy("loop", "Try"),
    LoopStep.LOOK_AGAIN: pgettext_lazy("loop", "Look again"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """What the visitor hears, what there is to look at, and the real page on which to do it.

    page: URL name; it gets the family, and `paper_entry` the first parent too.
    """

    loop: LoopStep
    title: StrOrPromise
    story: StrOrPromise
    look_at: Sequence[StrOrPromise]
    action: StrOrPromise
    hint: StrOrPromise
    page: str
    anchor: str = ""


STEPS: Sequence[Step] = (
    Step(
        loop=LoopStep.MEASURE,
        title=_("A parent has filled in the list"),
        story=_(
            "Every month both parents answer ten short questions, each on their own. Today the mother of the "
            "Linde family did so on paper. You are Noor, her worker, and you enter her answers."
        ),
        look_at=(
            _("One key per question: 1, 2, 3 or 4. The date is there already."),
            _("No answer is right or wrong, and no colour says so."),
            _("After saving you are at the course at once. Nothing is typed twice."),
        ),
        action=_("Be Noor and enter the list"),
        hint=_("Choose any answers and save. This is an example, so you cannot break anything."),
        page="measurements:paper_entry",
    ),
    Step(
        loop=LoopStep.READ,
        title=_("First say what you expect"),
        story=_(
            "Before Koers shows the course, it asks what you expect. Whoever has already seen the line can "
            "no longer be surprised by it. One tap per parent is enough, and skipping is fine too."
        ),
        look_at=(
            _("The chart comes only after your choice."),
            _("Mother and father each get an expectation of their own."),
            _("What you expected is drawn in the chart, so that you can compare."),
        ),
        action=_("Be Noor and give your expectation"),
        hint=_("Choose what you expect of each parent. If you did so already, you see the chart."),
        page="trajectories:profile",
    ),
    Step(
        loop=LoopStep.READ,
        title=_("Look at the course of both parents"),
        story=_(
            "The line shows how heavy bringing up their child is for each parent. Lower means less stress. "
            "Above the chart stands, in one sentence per parent, what can be seen and how sure that is."
        ),
        look_at=(
            _("Is mother's line still going down? And father's?"),
            _("The dotted lines are the borders of the list. Their names stand beside them."),
            _("An open dot at the start comes from the long list that both filled in first."),
            _("A thin line means that a list was skipped in between."),
        ),
        action=_("Be Noor and look at the course"),
        hint=_("Compare mother and father. Does Koers still ask what you expect? Choose or skip first."),
        page="trajectories:profile",
    ),
    Step(
        loop=LoopStep.READ,
        title=_("Answer four questions"),
        story=_(
            "A line says nothing by itself. Four questions help you to read it: the course of each person, "
            "the difference between the parents, the change since last time, and what you had not expected."
        ),
        look_at=(
            _("The numbers have been filled in already; you add what you know of the family."),
            _("Koers gives no advice and takes no decision. You do, together with the family."),
        ),
        action=_("Be Noor and read with four questions"),
        hint=_("Write one note with one of the four questions and save your reading."),
        page="trajectories:profile",
        anchor="questions",
    ),
    Step(
        loop=LoopStep.READ,
        title=_("Answer the talking point"),
        story=_(
            "Mother's stress has not clearly gone down for three months. Koers says so while the help can "
            "still change, with a word for how sure it is. Whether it is true, and why, the family knows."
        ),
        look_at=(
            _("Under “Why do I see this?” stand the rule, the numbers, and what would make it go away."),
            _("One tap answers it. Your name and the day stand beside the answer."),
            _("“Not so” is an answer too: the point then goes away, and your reason stays."),
        ),
        action=_("Be Noor and answer the point"),
        hint=_("Press “Recognised”, “Not so” or “Later”. Your list of families changes with it."),
        page="trajectories:profile",
        anchor="point-1",
    ),
    Step(
        loop=LoopStep.READ,
        title=_("Take it to the kitchen table"),
        story=_(
            "The same profile fits on one sheet of paper, to begin with for mother alone. Father may stand "
            "on it too, because both have agreed that the other may see their line. Without that, Koers "
            "refuses."
        ),
        look_at=(
            _("Tick father as well and show the sheet again."),
            _("Marker, dashes and name keep the lines apart, also without colour."),
            _("Below the chart the same facts stand in a table."),
        ),
        action=_("Be Noor and look at the print"),
        hint=_("This sheet goes along to the parents. Nothing of another family is on it."),
        page="trajectories:print",
    ),
)


@dataclass(frozen=True, slots=True)
class WalkBar:
    """The strip above a real page while somebody is on the walk."""

    number: int
    n_steps: int
    title: str
    hint: str
    back: str
    onward: str
    is_last: bool


def bar(number: int) -> WalkBar:
    step = STEPS[number - 1]
    return WalkBar(
        number=number,
        n_steps=len(STEPS),
        title=str(step.title),
        hint=str(step.hint),
        back=step_address(number),
        onward=step_address(number + 1),
        is_last=number == len(STEPS),
    )


def step_address(number: int) -> str:
    """The page about a step; the number after the last one is the end of the walk."""
    return f"{reverse('demo:walk')}?step={number}"


def number_of(text: str) -> int | None:
    """The step meant by a query or form, the end included; None for anything else."""
    number = int(text) if text.isdecimal() and len(text) < 3 else 0
    return number if 1 <= number <= len(STEPS) + 1 else None


def real_page(step: Step, family: Family) -> str:
    """The address of the page on which the visitor takes this step."""
    arguments = {"family_id": family.pk}
    if step.page == "measurements:paper_entry":
        arguments["parent_id"] = family.parents.order_by("slot")[0].pk
    address = reverse(step.page, kwargs=arguments)
    return f"{address}#{step.anchor}" if step.anchor else address
