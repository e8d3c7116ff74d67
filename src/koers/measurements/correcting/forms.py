"""What was wrong with a stored list: who, about whom, when, the answers, and why it changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from koers.families.models import Child, Parent
from koers.families.wording import child_names_of, listed_name, names_of
from koers.measurements.correcting.actions import Corrected
from koers.measurements.forms import PaperForm
from koers.measurements.models import Administration
from koers.measurements.rows import field_of
from koers.ui.forms import Form, RadioCards

LONGEST_REASON = 400
NO_REASON = _("Write in a few words what was wrong.")


def _reason_field() -> forms.CharField:
    return forms.CharField(
        label=_("What was wrong?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: wrong date, or answers of the other parent."),
        error_messages={"required": NO_REASON},
    )


@dataclass(frozen=True)
class Correctable:
    """A stored list, and the people of its family it may belong to."""

    administration: Administration
    parents: Sequence[Parent]
    children: Sequence[Child]
    started_on: date
    t_score: float | None = None

    @property
    def is_former_score(self) -> bool:
        return self.administration.answers is None

    @property
    def earliest(self) -> date:
        """A former system measured before the help began here; a list entered here did not."""
        if self.is_former_score:
            return min(child.birth_date for child in self.children)
        return min(self.started_on, self.administration.filled_on)

    def initial(self) -> dict[str, Any]:
        stored = self.administration
        answers: Mapping[str, int | None] = stored.answers or {}
        return {
            "filled_on": stored.filled_on,
            "parent": str(stored.parent_id),
            "child": str(stored.child_id),
            "t_score": self.t_score,
        } | {field_of(item_id): value for item_id, value in answers.items()}


class CorrectionForm(PaperForm):
    """The stored list as it is, to be put right. Only a former score has the field for its T-score."""

    parent = forms.ChoiceField(label=_("Whose list is it?"), widget=RadioCards(is_row=True))
    child = forms.ChoiceField(label=_("About which child?"), widget=RadioCards(is_row=True))
    t_score = forms.FloatField(
        label=_("T score of the former system"),
        min_value=0,
        max_value=150,
        error_messages={"required": _("Fill in the T score of the former system.")},
    )
    reason = _reason_field()

    def __init__(self, *args: Any, about: Correctable, **kwargs: Any) -> None:
        self._about = about
        instrument = about.administration.instrument_version.instrument
        kwargs["initial"] = about.initial()
        super().__init__(*args, instrument=instrument, earliest=about.earliest, **kwargs)
        parents, children = names_of(about.parents), child_names_of(about.children)
        self._choose("parent", [(str(one.pk), listed_name(parents[one.pk])) for one in about.parents])
        self._choose("child", [(str(one.pk), listed_name(children[one.pk])) for one in about.children])
        if about.is_former_score:
            for item_id in instrument.item_ids:
                del self.fields[field_of(item_id)]
            self._item_ids = ()
        else:
            del self.fields["t_score"]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices

    def corrected(self) -> Corrected:
        """For a valid form."""
        values = self.cleaned_data
        parents = {str(one.pk): one for one in self._about.parents}
        children = {str(one.pk): one for one in self._about.children}
        key: UUID = values["form_key"]
        return Corrected(
            parent=parents[values["parent"]],
            child=children[values["child"]],
            filled_on=values["filled_on"],
            reason=values["reason"],
            answers=self.answers,
            t_score=values.get("t_score"),
            form_key=key,
        )


class WithdrawForm(Form):
    """A list that should not be there at all."""

    reason = _reason_field()
