"""Who agreed to what, and what was found about authority. Nothing is ticked beforehand."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koers.families.agreements.actions import NewCheck
from koers.families.forms import date_field
from koers.families.models import AuthoritySource, Child, Parent
from koers.families.wording import AUTHORITY_SOURCE_NAMES, HOW_ASKED, child_names_of, listed_name, names_of
from koers.ui.forms import Form, RadioCards

YES, NO = "yes", "no"


class PastDayForm(Form):
    day = date_field(gettext_lazy("Day"), gettext_lazy("Fill in the day."))

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise ValidationError(_("This day lies in the future. Choose a day up to today."))
        return day


class ConsentForm(PastDayForm):
    """One person's yes, to one thing."""

    what = forms.ChoiceField(
        label=gettext_lazy("Who agreed to what?"),
        widget=RadioCards,
        error_messages={"required": gettext_lazy("Choose who agreed to what.")},
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How was it asked?"),
        choices=[(key, words) for key, words in HOW_ASKED.items()],
        widget=RadioCards(is_row=True),
        error_messages={"required": gettext_lazy("Choose how it was asked.")},
    )
    field_order = ("what", "how", "day")

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["what"]).choices = list(offered)


class AuthorityForm(PastDayForm):
    """What the register or a decision says about one person and one child."""

    who = forms.ChoiceField(
        label=gettext_lazy("Authority of whom, over whom?"),
        widget=RadioCards,
        error_messages={"required": gettext_lazy("Choose a parent and a child.")},
    )
    answer = forms.ChoiceField(
        label=gettext_lazy("What does the source say?"),
        choices=[(YES, gettext_lazy("Has authority")), (NO, gettext_lazy("Has no authority"))],
        widget=RadioCards(is_row=True),
        error_messages={"required": gettext_lazy("Choose what the source says.")},
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Where was it looked up?"),
        choices=[(key.value, name) for key, name in AUTHORITY_SOURCE_NAMES.items()],
        widget=RadioCards(is_row=True),
        error_messages={"required": gettext_lazy("Choose where it was looked up.")},
    )
    field_order = ("who", "answer", "source", "day")

    def __init__(
        self, *args: Any, parents: Sequence[Parent], children: Sequence[Child], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._pairs = {f"{p.pk}:{c.pk}": (p, c) for p in parents for c in children}
        who, whom = names_of(parents), child_names_of(children)
        cast(forms.ChoiceField, self.fields["who"]).choices = [
            (key, listed_name(_("%(parent)s over %(child)s") % {"parent": who[p.pk], "child": whom[c.pk]}))
            for key, (p, c) in self._pairs.items()
        ]

    def new(self) -> NewCheck:
        data = self.cleaned_data
        parent, child = self._pairs[data["who"]]
        return NewCheck(parent, child, data["answer"] == YES, data["day"], AuthoritySource(data["source"]))
