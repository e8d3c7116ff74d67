"""What comes in from the small forms round a talking point."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from koers.trajectories.models import ANSWERS, Experience, PointState
from koers.trajectories.signals.records import PointAnswer
from koers.ui.forms import Form


class AnswerForm(Form):
    """One tap: the answer is the button itself."""

    state = forms.ChoiceField(choices=[(one.value, one.label) for one in ANSWERS])
    reason = forms.CharField(required=False, max_length=800)

    def answer(self) -> PointAnswer:
        return PointAnswer(PointState(self.cleaned_data["state"]), self.cleaned_data["reason"])


class StatementForm(Form):
    """who: the id of a parent, "youth" or "worker"."""

    child = forms.UUIDField()
    who = forms.CharField(max_length=40)
    experience = forms.ChoiceField(choices=Experience.choices)
    said_on = forms.DateField(error_messages={"invalid": _("Give the day as day-month-year.")})

    def parent_id(self) -> UUID | None:
        """None for the young person and the worker."""
        try:
            return UUID(self.cleaned_data["who"])
        except ValueError:
            return None


class SignForm(Form):
    reading = forms.UUIDField()
    text = forms.CharField(required=False, max_length=8000)
