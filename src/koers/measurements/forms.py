"""A filled-in paper list: the day, and an answer to each question or none."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koers.measurements.models import AdministrationMode
from koers.measurements.rows import field_of
from koers.psychometrics import Instrument
from koers.ui.forms import DateInput, Form

NOT_AN_OPTION = gettext_lazy("This answer is not one of the options. Choose again, or leave it open.")
INCOMPLETE = gettext_lazy("This page was incomplete. Send it once more.")


BY_THE_WORKER = (
    (AdministrationMode.PAPER, gettext_lazy("on paper")),
    (AdministrationMode.INTERVIEW, gettext_lazy("read aloud in a talk")),
)


class PaperForm(Form):
    """One field a question, made from the instrument. form_key: sent twice is stored once.

    mode: the same rows serve a paper list and a list that the worker reads aloud (S16). without_score: the
    answer to the question whether a mostly empty list is meant so.
    """

    mode = forms.ChoiceField(
        label=gettext_lazy("How was it filled in?"), choices=BY_THE_WORKER, required=False
    )

    filled_on = forms.DateField(
        label=gettext_lazy("Filled in on"),
        widget=DateInput,
        error_messages={
            "required": gettext_lazy("Fill in the day that stands on the form."),
            "invalid": gettext_lazy("This is not a date. Write it as day, month and year."),
        },
    )
    form_key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={"required": INCOMPLETE, "invalid": INCOMPLETE},
    )

    without_score = forms.BooleanField(required=False)

    def __init__(self, *args: Any, instrument: Instrument, earliest: date, **kwargs: Any) -> None:
        start = {"filled_on": timezone.localdate(), "form_key": uuid4()}
        kwargs["initial"] = start | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self._item_ids = instrument.item_ids
        self._earliest = earliest
        values = [(str(option.value), str(option.value)) for option in instrument.options]
        for item_id in instrument.item_ids:
            self.fields[field_of(item_id)] = forms.TypedChoiceField(
                choices=[("", ""), *values],
                widget=forms.RadioSelect,
                coerce=int,
                empty_value=None,
                required=False,
                error_messages={"invalid_choice": NOT_AN_OPTION},
            )

    def clean_filled_on(self) -> date:
        day: date = self.cleaned_data["filled_on"]
        if day < self._earliest:
            words = _("This day lies before the start of the help. Choose a day from %(day)s on.")
            raise ValidationError(words % {"day": date_format(self._earliest, "j F Y")})
        return day

    def clean_mode(self) -> AdministrationMode:
        return AdministrationMode(self.cleaned_data["mode"] or AdministrationMode.PAPER)

    @property
    def day(self) -> date | None:
        """The day as it was read, also when something is wrong with it. For a form that was sent."""
        day: date | None = self.fields["filled_on"].to_python(self["filled_on"].value())
        return day

    @property
    def key(self) -> str:
        """The key of this page, kept after an error so that sending again is no second list."""
        return str(uuid4() if self.errors.get("form_key") else self["form_key"].value())

    @property
    def answers(self) -> dict[str, int | None]:
        """By item id. For a valid form."""
        return {item_id: self.cleaned_data[field_of(item_id)] for item_id in self._item_ids}

    @property
    def chosen(self) -> dict[str, str]:
        """What stands in the rows now, also after an error, by item id."""
        return {item_id: str(self[field_of(item_id)].value() or "") for item_id in self._item_ids}

    @property
    def wrong(self) -> dict[str, str]:
        """The sentence at each question whose answer was refused, by item id."""
        found = {item_id: self.errors.get(field_of(item_id)) for item_id in self._item_ids}
        return {item_id: str(errors[0]) for item_id, errors in found.items() if errors}
