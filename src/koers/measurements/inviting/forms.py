"""Whom to ask, for which list."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy

from koers.ui.forms import CheckboxCards, Form, RadioCards

INCOMPLETE = gettext_lazy("This page was incomplete. Send it once more.")
Choices = Sequence[tuple[str, str]]


class ListForm(Form):
    """child and list are hidden where there is one to choose. form_key: sent twice is asked once."""

    form_key = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": INCOMPLETE, "invalid": INCOMPLETE}
    )
    child = forms.ChoiceField(label=gettext_lazy("About which child?"), widget=RadioCards)
    list = forms.ChoiceField(label=gettext_lazy("Which list?"), widget=RadioCards)

    def __init__(self, *args: Any, children: Choices, lists: Choices, **kwargs: Any) -> None:
        initial = {"form_key": uuid4(), "child": children[0][0], "list": lists[0][0]}
        kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for name, choices in (("child", children), ("list", lists)):
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = list_of(choices)
            if len(choices) == 1:
                field.widget = forms.HiddenInput()


class InviteForm(ListForm):
    parents = forms.MultipleChoiceField(
        label=gettext_lazy("Whom do you ask?"),
        widget=CheckboxCards,
        error_messages={"required": gettext_lazy("Choose at least one person.")},
    )
    field_order = ("form_key", "parents", "child", "list")

    def __init__(self, *args: Any, people: Choices, due: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, initial={"parents": due}, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["parents"]).choices = list_of(people)


def list_of(choices: Choices) -> list[tuple[str, str]]:
    """A plain list: inside the form `list` is one of its fields."""
    return [*choices]
