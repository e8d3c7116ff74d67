"""A goal in the family's words, a number from 0 to 10, and what became of it."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koers.families.forms import NOT_A_DATE, date_field
from koers.families.goals.actions import GoalEdit, NewGoal, NewRating
from koers.families.models import HIGHEST_RATING, Child, GoalStatus, Parent
from koers.families.wording import (
    GOAL_STATUS_NAMES,
    REMINDER_ABOUT_OTHERS,
    child_names_of,
    listed_name,
    names_of,
)
from koers.ui.forms import DateInput, Form, RadioCards

LONGEST_GOAL = 200
BY_WORKER = "worker"


def goal_text() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("The goal, in the family's own words"),
        help_text=REMINDER_ABOUT_OTHERS,
        max_length=LONGEST_GOAL,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write down what the family wants to reach.")},
    )


def review_day() -> forms.DateField:
    return forms.DateField(
        label=gettext_lazy("Look at it again on"),
        required=False,
        widget=DateInput,
        error_messages={"invalid": NOT_A_DATE},
    )


class GoalForm(Form):
    text = goal_text()
    owner = forms.ChoiceField(label=gettext_lazy("Whose goal is it?"), required=False)
    started_on = date_field(
        gettext_lazy("Start of the goal"), gettext_lazy("Fill in the day on which the goal was set.")
    )
    review_on = review_day()
    shareable = forms.BooleanField(
        label=gettext_lazy("May stand on what parents see of each other"), required=False
    )

    def __init__(self, *args: Any, parents: Sequence[Parent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._parents = {str(parent.pk): parent for parent in parents}
        names = names_of(parents)
        field = cast(forms.ChoiceField, self.fields["owner"])
        field.choices = [("", _("The whole family"))] + [
            (key, listed_name(names[parent.pk])) for key, parent in self._parents.items()
        ]

    def new(self) -> NewGoal:
        data = self.cleaned_data
        return NewGoal(
            text=data["text"],
            started_on=data["started_on"],
            owner=self._parents.get(data["owner"]),
            review_on=data["review_on"],
            shareable=data["shareable"],
        )


class RatingForm(Form):
    """Who, which number, which day. Nothing is chosen beforehand."""

    who = forms.ChoiceField(
        label=gettext_lazy("Who gives the number?"),
        widget=RadioCards(is_row=True),
        error_messages={"required": gettext_lazy("Choose who gives the number.")},
    )
    rating = forms.TypedChoiceField(
        label=gettext_lazy("How near is the goal? 0 is not at all, 10 is reached."),
        coerce=int,
        choices=[("", gettext_lazy("Choose")), *((n, str(n)) for n in range(HIGHEST_RATING + 1))],
        error_messages={"required": gettext_lazy("Choose a number from 0 to 10.")},
    )
    rated_on = date_field(gettext_lazy("Day"), gettext_lazy("Fill in the day of the number."))

    def __init__(
        self, *args: Any, parents: Sequence[Parent], children: Sequence[Child], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._parents = {str(parent.pk): parent for parent in parents}
        self._children = {str(child.pk): child for child in children}
        names = names_of(parents) | child_names_of(children)
        people = [(key, listed_name(names[one.pk])) for key, one in self._parents.items()]
        people += [(key, listed_name(names[one.pk])) for key, one in self._children.items()]
        field = cast(forms.ChoiceField, self.fields["who"])
        field.choices = [*people, (BY_WORKER, _("Worker"))]

    def new(self) -> NewRating:
        who = self.cleaned_data["who"]
        return NewRating(
            rating=self.cleaned_data["rating"],
            rated_on=self.cleaned_data["rated_on"],
            parent=self._parents.get(who),
            child=self._children.get(who),
        )


class GoalChangeForm(Form):
    text = goal_text()
    status = forms.ChoiceField(
        label=gettext_lazy("How does it stand?"),
        choices=[(key.value, name) for key, name in GOAL_STATUS_NAMES.items()],
        widget=RadioCards(is_row=True),
    )
    changed_on = date_field(
        gettext_lazy("From which day?"), gettext_lazy("Fill in from which day this holds.")
    )
    review_on = review_day()

    def edit(self) -> GoalEdit:
        data = self.cleaned_data
        return GoalEdit(data["text"], GoalStatus(data["status"]), data["changed_on"], data["review_on"])
