"""For whom an empty list is printed, and the code that comes back on it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koers.measurements.blank.codes import PaperCode
from koers.ui.forms import DateInput, Form, RadioCards

Choices = Sequence[tuple[str, str]]
ANYBODY = "anybody"
FURTHEST = timedelta(days=365)  # our choice: nobody plans a list for longer than a year


class BlankForm(Form):
    """child and list are hidden where there is one to choose. parent: also ANYBODY."""

    parent = forms.ChoiceField(label=gettext_lazy("For whom?"), widget=RadioCards)
    child = forms.ChoiceField(label=gettext_lazy("About which child?"), widget=RadioCards)
    list = forms.ChoiceField(label=gettext_lazy("Which list?"), widget=RadioCards)
    day = forms.DateField(
        label=gettext_lazy("For which day?"),
        widget=DateInput,
        required=False,
        error_messages={
            "invalid": gettext_lazy("This is not a date. Write it as day, month and year."),
        },
    )

    def __init__(self, *args: Any, people: Choices, children: Choices, lists: Choices, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "parent": people[0][0],
            "child": children[0][0],
            "list": lists[0][0],
            "day": timezone.localdate(),
        }
        super().__init__(*args, **kwargs)
        for name, choices in (("parent", people), ("child", children), ("list", lists)):
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = [*choices]
            if len(choices) == 1:
                field.widget = forms.HiddenInput()

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        today = timezone.localdate()
        if day and not today <= day <= today + FURTHEST:
            raise ValidationError(_("Choose a day from today on, within a year, or leave it empty."))
        return day


class CodeForm(Form):
    code = forms.CharField(
        label=gettext_lazy("Code on the paper"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_code(self) -> PaperCode:
        code = PaperCode.read(self.cleaned_data["code"])
        if code is None:
            raise ValidationError(
                _("A code has five letters or digits, a dash and three more. Type it as it stands there.")
            )
        return code
