"""Which family, and which days of the log."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koers.audit.wanted import Wanted

NO_DATE = gettext_lazy("This is not a date. Write it as day, month and year.")
NO_LOG_THEN = gettext_lazy("Choose a day in the years 2000 to 2099.")  # no log is older than Koers


def day_field(label: Any) -> forms.DateField:
    """The browser's own date field, which wants ISO dates whatever the language of the page."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        required=False,
        error_messages={"invalid": NO_DATE},
        validators=[
            MinValueValidator(date(2000, 1, 1), NO_LOG_THEN),
            MaxValueValidator(date(2099, 12, 31), NO_LOG_THEN),
        ],
    )


class LogForm(forms.Form):
    """Everything may stay empty; what is wrong filters nothing."""

    use_required_attribute = False

    family = forms.CharField(label=gettext_lazy("Code of the family"), max_length=40, required=False)
    since = day_field(gettext_lazy("From"))
    until = day_field(gettext_lazy("Up to and including"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", ValidationError(_("This day lies before the first one.")))
        return data

    @property
    def wanted(self) -> Wanted:
        if not self.is_valid():
            return Wanted()
        chosen = self.cleaned_data
        return Wanted(chosen["family"].strip(), chosen["since"], chosen["until"])
