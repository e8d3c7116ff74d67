"""To whom the families of one worker go, and for how long."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koers.families.handover.actions import LONGEST_STAND_IN_DAYS, Transfer
from koers.families.handover.cases import Case
from koers.ui.forms import DateInput, Form, RadioCards

FOR_GOOD, STAND_IN = "for_good", "stand_in"
AS_ABOVE, NOT_THIS_ONE = "", "none"


class HandOverForm(Form):
    NEEDED_SOMETIMES = ("until",)

    to = forms.ChoiceField(label=gettext_lazy("All families to"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("For how long?"),
        choices=[
            (FOR_GOOD, gettext_lazy("For good")),
            (STAND_IN, gettext_lazy("For a while: a colleague stands in")),
        ],
        widget=RadioCards(is_row=True),
        initial=FOR_GOOD,
    )
    until = forms.DateField(
        label=gettext_lazy("Stands in until"),
        help_text=gettext_lazy(
            "Only when a colleague stands in: at most 60 days. "
            "After that day the stand-in sees the families no longer."
        ),
        widget=DateInput,
        required=False,
        error_messages={"invalid": gettext_lazy("This is not a date. Write it as day, month and year.")},
    )

    def __init__(self, *args: Any, cases: Sequence[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cases = {f"family-{case.family_id}": case for case in cases}
        names = {str(one.id): one.name for case in cases for one in case.receivers}
        everybody = sorted(names.items(), key=lambda pair: pair[1].casefold())
        cast(forms.ChoiceField, self.fields["to"]).choices = [("", _("Choose")), *everybody]
        for name, case in self._cases.items():
            own = [(str(one.id), one.name) for one in case.receivers]
            choices = [(AS_ABOVE, _("As chosen above")), *own, (NOT_THIS_ONE, _("Not this one"))]
            label = _("Family %(code)s") % {"code": case.code}
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)

    @property
    def rows(self) -> Iterator[tuple[Case, forms.BoundField]]:
        return ((case, self[name]) for name, case in self._cases.items())

    @property
    def shows_each(self) -> bool:
        """Whether families are chosen one by one, so that nothing chosen hides in the fold."""
        return any(self[name].value() or self[name].errors for name in self._cases)

    @property
    def last_day(self) -> date | None:
        """The last day of a stand-in, None for good. For a valid form."""
        return self.cleaned_data["until"] if self.cleaned_data["kind"] == STAND_IN else None

    @property
    def chosen(self) -> list[tuple[Case, str]]:
        """The families that move and the id of who gets each. For a valid form."""
        return [(case, one) for case, one in self._asked() if one not in {AS_ABOVE, NOT_THIS_ONE}]

    @property
    def transfers(self) -> list[Transfer]:
        return [Transfer(case.family_id, UUID(one)) for case, one in self.chosen]

    def _asked(self) -> Iterator[tuple[Case, str]]:
        for name, case in self._cases.items():
            yield case, self.cleaned_data.get(name) or self.cleaned_data.get("to", "")

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("kind") == STAND_IN:
            self._check_until(cleaned.get("until"))
        if not self.chosen:
            self.add_error("to", _("Choose who gets the families."))
        for case, one in self.chosen:
            if one not in {str(receiver.id) for receiver in case.receivers}:
                sentence = _("Family %(code)s can only go to a worker of its own team.")
                self.add_error(f"family-{case.family_id}", sentence % {"code": case.code})
        return cleaned

    def _check_until(self, until: date | None) -> None:
        today = timezone.localdate()
        if "until" in self.errors:
            return
        if until is None:
            self.add_error("until", _("Fill in until which day the colleague stands in."))
        elif not today <= until <= today + timedelta(days=LONGEST_STAND_IN_DAYS):
            self.add_error("until", _("Choose a day from today up to 60 days from now."))
