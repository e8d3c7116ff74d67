"""A new family, and what one parent lets another see."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from koers.families.models import Relation
from koers.families.wording import HOW_ASKED, SCOPE_NAMES, listed_name, relation_name
from koers.organisations.models import Team
from koers.ui.forms import DateInput, Form, RadioCards

NOT_A_DATE = gettext_lazy("This is not a date. Write it as day, month and year.")


def relations(nobody: StrOrPromise) -> list[tuple[str, str]]:
    named = [(relation.value, listed_name(relation_name(relation))) for relation in Relation]
    return [("", str(nobody)), *named]


def choices_of(nobody: StrOrPromise) -> Callable[[], list[tuple[str, str]]]:
    """Looked up at each showing, in the language of that moment."""
    return partial(relations, nobody)


def date_field(label: StrOrPromise, required: StrOrPromise, help_text: StrOrPromise = "") -> forms.DateField:
    errors = {"required": required, "invalid": NOT_A_DATE}
    return forms.DateField(label=label, help_text=help_text, widget=DateInput, error_messages=errors)


class AddFamilyForm(Form):
    """Five fields and a day that is filled in already; the rest is folded (J7).

    form_key: the same page sent twice is one family; a page without one counts by itself.
    """

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=gettext_lazy("Name of the family"),
        max_length=80,
        error_messages={"required": gettext_lazy("Give the family a name that you recognise.")},
    )
    birth_date = date_field(
        gettext_lazy("Birth date of the child"),
        gettext_lazy("Fill in the birth date of the child."),
    )
    relation_1 = forms.ChoiceField(
        label=gettext_lazy("First parent or carer"),
        choices=choices_of(gettext_lazy("Choose")),
        error_messages={"required": gettext_lazy("Choose who the first parent or carer is.")},
    )
    name_1 = forms.CharField(label=gettext_lazy("Name of the first"), max_length=80, required=False)
    relation_2 = forms.ChoiceField(
        label=gettext_lazy("Second parent or carer"),
        choices=choices_of(gettext_lazy("Nobody")),
        required=False,
    )
    name_2 = forms.CharField(label=gettext_lazy("Name of the second"), max_length=80, required=False)
    started_on = date_field(
        gettext_lazy("Start of the help"), gettext_lazy("Fill in the day on which the help started.")
    )
    team = forms.ChoiceField(
        label=gettext_lazy("Team"),
        error_messages={"required": gettext_lazy("Choose the team that helps this family.")},
    )
    child_name = forms.CharField(label=gettext_lazy("Name of the child"), max_length=80, required=False)
    code = forms.CharField(
        label=gettext_lazy("Your own code for this family"),
        help_text=gettext_lazy("Leave it empty and the family gets the next number."),
        max_length=40,
        required=False,
    )
    is_practice = forms.BooleanField(
        label=gettext_lazy("This is a practice family"),
        help_text=gettext_lazy("Made up, to practise with. It counts in no figure and no export."),
        required=False,
    )

    FOLDED = ("child_name", "code", "is_practice")

    def __init__(self, *args: Any, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._teams = {str(team.pk): team for team in teams}
        if len(teams) == 1:
            del self.fields["team"]
            return
        field = cast(forms.ChoiceField, self.fields["team"])
        field.choices = [("", _("Choose")), *((key, team.name) for key, team in self._teams.items())]

    @property
    def chosen_team(self) -> Team:
        """The chosen team, or the only one there is. For a valid form."""
        chosen = self.cleaned_data.get("team") or next(iter(self._teams))
        return self._teams[chosen]

    @property
    def key(self) -> str:
        """The key of this page; a new one after the question whether this is another family."""
        return str(uuid4() if self.errors.get("form_key") else self["form_key"].value() or "")

    @property
    def shows_folded(self) -> bool:
        """Open the fold when something was filled in there, so that nothing typed hides."""
        return any(self[name].value() or self[name].errors for name in self.FOLDED)

    def clean_birth_date(self) -> date:
        day: date = self.cleaned_data["birth_date"]
        if day > timezone.localdate():
            raise ValidationError(_("The child's birth date lies in the future. Correct the date."))
        return day

    def clean_started_on(self) -> date:
        day: date = self.cleaned_data["started_on"]
        if day > timezone.localdate():
            raise ValidationError(_("The start of the help lies in the future. Choose a day up to today."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("name_2") and not cleaned.get("relation_2"):
            self.add_error("relation_2", _("Choose who this second person is, or empty the name."))
        return cleaned


class SharingForm(Form):
    """One direction, asked of its owner alone. Nothing is ticked beforehand (TRUST R-S2)."""

    direction = forms.ChoiceField(
        label=gettext_lazy("What was agreed?"),
        widget=RadioCards,
        error_messages={"required": gettext_lazy("Choose what this parent agreed to.")},
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("How much?"),
        choices=[(key.value, name) for key, name in SCOPE_NAMES.items()],
        widget=RadioCards(is_row=True),
        error_messages={"required": gettext_lazy("Choose how much may be seen.")},
    )
    only_that_day = forms.BooleanField(label=gettext_lazy("Only for the talk of that day"), required=False)
    given_on = date_field(
        gettext_lazy("Day of the agreement"), gettext_lazy("Fill in the day on which this was agreed.")
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How was it asked?"),
        choices=[(key, words) for key, words in HOW_ASKED.items()],
        widget=RadioCards(is_row=True),
        error_messages={"required": gettext_lazy("Choose how it was asked.")},
    )

    def __init__(
        self, *args: Any, directions: Sequence[tuple[str, str]], holds: timedelta, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._holds = holds
        field = cast(forms.ChoiceField, self.fields["direction"])
        field.choices = list(directions)

    def clean_given_on(self) -> date:
        day: date = self.cleaned_data["given_on"]
        today = timezone.localdate()
        if day > today:
            raise ValidationError(_("This day lies in the future. Choose a day up to today."))
        if day + self._holds <= today:
            raise ValidationError(_("An agreement of that day is over by now. Ask again."))
        return day
