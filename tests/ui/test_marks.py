"""Where a label says that a field may stay empty; and kinds of messages told apart without colour."""

import re

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation

from koers.families.forms import AddFamilyForm
from koers.families.goals.forms import GoalForm
from koers.families.handover.forms import HandOverForm
from koers.families.happenings.forms import HappeningForm
from koers.families.people.forms import ChildForm, ParentForm
from koers.first_run.forms import FirstPeopleForm, ListsForm
from koers.organisations.forms import RoleForm
from koers.trajectories.forms import OwnWordsForm


def marked(form: forms.BaseForm) -> list[str]:
    """The fields whose label says that they may stay empty."""
    with translation.override("nl"):
        return [one.name for one in form.visible_fields() if "(hoeft niet)" in str(one.as_field_group())]


@pytest.mark.parametrize(
    ("form", "optional"),
    [
        (AddFamilyForm(teams=[]), ["name_1", "name_2", "child_name", "code"]),
        (ParentForm(), ["name"]),
        (ChildForm(), ["name"]),
        (GoalForm(parents=[]), ["review_on"]),
        (HappeningForm(), ["until"]),
        (FirstPeopleForm(), ["scientist_name", "scientist_username"]),
        (OwnWordsForm(), ["rise_until"]),
        # a worker needs a team, an own package its file, a stand-in a last day
        (RoleForm(teams=[]), []),
        (ListsForm(), []),
        (HandOverForm(cases=[]), []),
    ],
)
def test_only_a_field_without_which_the_form_is_complete_says_so(
    form: forms.BaseForm, optional: list[str]
) -> None:
    assert marked(form) == optional


@pytest.mark.parametrize(
    ("kind", "icon"), [("success", "check"), ("warning", "flag"), ("info", "paper"), ("error", "cross")]
)
def test_a_message_carries_an_icon_by_kind_and_an_error_says_so_in_a_word(kind: str, icon: str) -> None:
    message = type("Told", (), {"tags": kind, "__str__": lambda self: "Dit ging mis."})()
    with translation.override("nl"):
        html = render_to_string("ui/components/messages.html", {"messages": [message]})
    assert re.findall(r'href="#icon-([\w-]+)"', html) == [icon]
    words = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert words == ("Fout: Dit ging mis." if kind == "error" else "Dit ging mis.")


def test_an_error_at_a_field_begins_with_the_word() -> None:
    with translation.override("nl"):
        html = str(ParentForm({})["relation"].as_field_group())
    assert "<li><strong>Fout:</strong> " in html
