"""What happened, when, and about whom."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koers.families.forms import NOT_A_DATE, date_field
from koers.families.happenings.actions import NewHappening
from koers.families.models import HappeningKind
from koers.families.wording import HAPPENING_NAMES, REMINDER_ABOUT_OTHERS
from koers.ui.forms import DateInput, Form, RadioCards

LONGEST_LABEL = 80


class HappeningForm(Form):
    label = forms.CharField(
        label=gettext_lazy("What happened, in a few words?"),
        help_text=REMINDER_ABOUT_OTHERS,
        max_length=LONGEST_LABEL,
        error_messages={"required": gettext_lazy("Write down what happened.")},
    )
    happened_on = date_field(
        gettext_lazy("Day, or first day"), gettext_lazy("Fill in on which day it happened.")
    )
    until = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=DateInput,
        error_messages={"invalid": NOT_A_DATE},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Where?"),
        choices=[(key.value, name) for key, name in HAPPENING_NAMES.items()],
        widget=RadioCards(is_row=True),
        error_messages={"required": gettext_lazy("Choose where it happened.")},
    )
    is_crisis = forms.BooleanField(label=gettext_lazy("It was a crisis"), required=False)
    shareable = forms.BooleanField(
        label=gettext_lazy("May stand on what parents see of each other"), required=False
    )

    def clean_happened_on(self) -> date:
        day: date = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day lies in the future. Choose a day up to today."))
        return day

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("happened_on"), self.cleaned_data.get("until")
        if first and last and last < first:
            self.add_error("until", _("The last day lies before the first. Correct one of the two."))
        return self.cleaned_data

    def new(self) -> NewHappening:
        data = self.cleaned_data
        return NewHappening(
            kind=HappeningKind(data["kind"]),
            label=data["label"],
            happened_on=data["happened_on"],
            until=data["until"],
            is_crisis=data["is_crisis"],
            shareable=data["shareable"],
        )
