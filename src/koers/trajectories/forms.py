"""What comes in from the two forms of the profile."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from koers.trajectories.models import ExpectedCourse
from koers.trajectories.records import NOTE_FIELDS, ExpectationAnswer
from koers.ui.forms import DateInput, Form

MOST_LISTS = 400
LONGEST_NOTE = 8000  # twice what the field lets in, because browsers send each line end as two characters


class WantedForm(forms.Form):
    """Which child and which list; as hidden fields, so that one comes back to the same profile."""

    child = forms.UUIDField()
    list = forms.CharField(max_length=60)


class ShapeForm(Form):
    """One tap: the shape is the button itself."""

    shape = forms.ChoiceField(choices=ExpectedCourse.choices)

    def answer(self) -> ExpectationAnswer:
        return ExpectationAnswer(shape=ExpectedCourse(self.cleaned_data["shape"]))


class OwnWordsForm(Form):
    """Folded under the buttons: own words, and the day until which a rise is expected."""

    NEEDED_SOMETIMES = ("text",)  # without a day

    text = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    rise_until = forms.DateField(
        label=_("Do you expect a rise first? Until which day?"), required=False, widget=DateInput()
    )

    def answer(self) -> ExpectationAnswer:
        rise_until = self.cleaned_data["rise_until"]
        shape = ExpectedCourse.RISE_THEN_DECLINE if rise_until else ExpectedCourse.OTHER
        return ExpectationAnswer(shape=shape, text=self.cleaned_data["text"], rise_until=rise_until)


class ReadingForm(Form):
    """The notes beside the four questions, and which lists stood on the page."""

    course = forms.CharField(required=False, max_length=LONGEST_NOTE)
    difference_between_parents = forms.CharField(required=False, max_length=LONGEST_NOTE)
    difference_with_last_time = forms.CharField(required=False, max_length=LONGEST_NOTE)
    deviation_from_expectation = forms.CharField(required=False, max_length=LONGEST_NOTE)
    discuss_next = forms.BooleanField(required=False)
    shown = forms.CharField(max_length=37 * MOST_LISTS)

    def clean_shown(self) -> list[UUID]:
        try:
            return [UUID(one) for one in self.cleaned_data["shown"].split()]
        except ValueError as error:
            raise forms.ValidationError(_("Open the profile again and send the form once more.")) from error

    def notes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in NOTE_FIELDS}
