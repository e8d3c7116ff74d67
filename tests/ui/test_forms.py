"""Forms render with our markup, name their errors, and tie hints and errors to the control."""

from django import forms
from django.utils import translation

from koers.ui.forms import CheckboxCards, DateInput, Form, FormError, RadioCards, errors_of


class FamilyForm(Form):
    name = forms.CharField(label="Name", help_text="As the family says it.")
    born_on = forms.DateField(label="Born on", widget=DateInput)
    relation = forms.ChoiceField(
        label="Who", choices=[("mother", "Mother"), ("father", "Father")], widget=RadioCards(is_row=True)
    )
    is_practice = forms.BooleanField(label="Practice family", required=False)

    def clean(self) -> dict[str, object]:
        if self.cleaned_data.get("name") == "twice":
            raise forms.ValidationError("This family exists already.")
        return dict(self.cleaned_data)


def test_hint_and_error_are_read_out_with_the_field() -> None:
    html = str(FamilyForm({})["name"].as_field_group())
    assert '<label for="id_name">' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_the_browser_never_answers_in_our_place() -> None:
    assert " required" not in str(FamilyForm())


def test_U60_a_missing_field_is_named_in_the_summary_and_at_the_field() -> None:
    with translation.override("nl"):
        form = FamilyForm({"born_on": "2018-05-14", "relation": "mother"})
        assert errors_of(form) == [FormError("id_name", "Nog leeg: Name.")]
        assert "Nog leeg: Name." in str(form["name"].as_field_group())


def test_a_wording_of_the_form_itself_is_kept() -> None:
    class Own(Form):
        name = forms.CharField(label="Name", error_messages={"required": "Type a name."})

    assert [error.message for error in errors_of(Own({}))] == ["Type a name."]


def test_the_summary_points_at_the_first_card_of_a_group() -> None:
    form = FamilyForm({"name": "Linde", "born_on": "2018-05-14"})
    assert [error.target for error in errors_of(form)] == ["id_relation_0"]
    assert 'id="id_relation_0"' in str(form)


def test_an_error_of_the_whole_form_comes_first_and_points_nowhere() -> None:
    form = FamilyForm({"name": "twice", "born_on": "x", "relation": "mother"})
    found = errors_of(form)
    assert found[0] == FormError("", "This family exists already.")
    assert [error.target for error in found[1:]] == ["id_born_on"]


def test_a_group_is_a_fieldset_whose_legend_is_the_question() -> None:
    html = str(FamilyForm()["relation"].as_field_group())
    assert "<fieldset" in html
    assert "<legend>Who</legend>" in html
    assert "choices-row" in html
    assert html.count('type="radio"') == 2
    assert "checked" not in html


def test_what_was_chosen_stays_chosen() -> None:
    html = str(FamilyForm({"relation": "father"})["relation"])
    assert 'value="father" id="id_relation_1" checked' in html


def test_several_may_be_ticked() -> None:
    class Persons(Form):
        persons = forms.MultipleChoiceField(choices=[("1", "Mother"), ("2", "Father")], widget=CheckboxCards)

    html = str(Persons({"persons": ["1", "2"]}))
    assert html.count('type="checkbox"') == html.count(" checked") == 2


def test_a_date_is_given_to_the_browser_in_iso_in_every_language() -> None:
    for language in ("nl", "en"):
        with translation.override(language):
            html = str(FamilyForm({"born_on": "2018-05-14"})["born_on"])
            assert 'type="date"' in html
            assert 'value="2018-05-14"' in html


def test_names_are_text_and_never_markup() -> None:
    html = str(FamilyForm({"name": '"><script>'}))
    assert "<script>" not in html
