"""Names, relations and birth dates of the people of a family."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koers.families.forms import choices_of, date_field
from koers.families.models import Relation
from koers.families.people.actions import ChildFacts, ParentFacts
from koers.ui.forms import Form

LONGEST_NAME = 80


class FamilyNameForm(Form):
    name = forms.CharField(
        label=gettext_lazy("Name of the family"),
        max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Give the family a name that you recognise.")},
    )


class ParentForm(Form):
    relation = forms.ChoiceField(
        label=gettext_lazy("Who is it for the child?"),
        choices=choices_of(gettext_lazy("Choose")),
        error_messages={"required": gettext_lazy("Choose who this is for the child.")},
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST_NAME, required=False)

    def facts(self) -> ParentFacts:
        return ParentFacts(Relation(self.cleaned_data["relation"]), self.cleaned_data["name"])


class ChildForm(Form):
    name = forms.CharField(label=gettext_lazy("Name of the child"), max_length=LONGEST_NAME, required=False)
    birth_date = date_field(
        gettext_lazy("Birth date of the child"), gettext_lazy("Fill in the birth date of the child.")
    )

    def clean_birth_date(self) -> date:
        day: date = self.cleaned_data["birth_date"]
        if day > timezone.localdate():
            raise ValidationError(_("The child's birth date lies in the future. Correct the date."))
        return day

    def facts(self) -> ChildFacts:
        return ChildFacts(self.cleaned_data["name"], self.cleaned_data["birth_date"])
