"""What part of the log is wanted."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koers.ui.forms import DateInput, Form

NO_DATE = gettext_lazy("This is not a date. Write it as day, month and year.")


class LogForm(Form):
    """Everything may stay empty; what is wrong filters nothing."""

    family = forms.CharField(label=gettext_lazy("Code of the family"), max_length=40, required=False)
    since = forms.DateField(
        label=gettext_lazy("From"), widget=DateInput, required=False, error_messages={"invalid": NO_DATE}
    )
    until = forms.DateField(
        label=gettext_lazy("Up to and including"),
        widget=DateInput,
        required=False,
        error_messages={"invalid": NO_DATE},
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", ValidationError(_("This day lies before the first one.")))
        return data

    @property
    def code(self) -> str:
        return str(self.cleaned_data.get("family", "")).strip()

    @property
    def first_moment(self) -> datetime | None:
        day = self.cleaned_data.get("since")
        return timezone.make_aware(datetime.combine(day, time())) if day else None

    @property
    def end(self) -> datetime | None:
        """The first moment that is no longer asked for."""
        day = self.cleaned_data.get("until")
        return timezone.make_aware(datetime.combine(day + timedelta(days=1), time())) if day else None
