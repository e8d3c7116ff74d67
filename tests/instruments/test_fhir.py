"""FHIR R4 Questionnaires: scored choice lists in and out, everything else refused with its reason."""

import json
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koers.instruments.archive import ArchiveError
from koers.instruments.fhir import questionnaire_text, skeleton_of
from koers.psychometrics import PackageErrors, parse_package
from koers.psychometrics.fhir_questionnaires import WEIGHTS, FhirRefused, as_questionnaire, read_questionnaire
from tests.example_packages import example_instrument
from tests.psychometrics.small_package import small_package

ORDINAL, WEIGHT = WEIGHTS


def coded(weight: float, words: str, url: str = ORDINAL) -> dict:
    extension = [{"url": url, "valueDecimal": weight}]
    return {"valueCoding": {"code": words, "display": words, "extension": extension}}


def choice(link: str, *options: dict, **more: object) -> dict:
    return {"linkId": link, "text": f"Vraag {link}", "type": "choice", "answerOption": list(options), **more}


def questionnaire(*items: dict, **more: object) -> dict:
    head = {"resourceType": "Questionnaire", "status": "active", "name": "MyList", "title": "Mijn lijst"}
    return {**head, "language": "nl", "item": list(items), **more}


NO, YES = coded(0, "nee"), coded(1, "ja")


def reasons(resource: dict) -> list[str]:
    with pytest.raises(FhirRefused) as refused:
        read_questionnaire(resource)
    return refused.value.reasons


def missing_facts(files: dict[str, str]) -> str:
    with pytest.raises(PackageErrors) as refused:
        parse_package(files)
    return str(refused.value)


def test_S24_a_questionnaire_gives_the_beginning_of_a_package_and_names_what_is_missing() -> None:
    files = skeleton_of(json.dumps(questionnaire(choice("1", NO, YES), choice("2", NO, YES))).encode(), "q")
    facts = missing_facts(files)
    for missing in ("fictitious is missing", 'direction is ""', 'source is ""', 'rule is ""', "title is"):
        assert missing in facts
    assert 'id = "mylist"' in files["instrument.toml"]
    assert 'label = { "nl" = "ja" }' in files["instrument.toml"]


def test_S24_a_filled_in_skeleton_is_a_package() -> None:
    text = skeleton_of(json.dumps(questionnaire(choice("1", NO, YES))).encode(), "q")["instrument.toml"]
    for empty, filled in (
        ("# fictitious", "fictitious"),
        ('direction = ""', 'direction = "higher_is_worse"'),
        ('source = ""', 'source = "Made for a test."'),
        ('rule = ""', 'rule = "none"'),
        ('= "" }', '= "Totaal" }'),
    ):
        text = text.replace(empty, filled)
    assert parse_package({"instrument.toml": text}).item_ids == ("1",)


@pytest.mark.parametrize("url", WEIGHTS)
def test_S24_weights_stand_in_either_extension_of_the_standard(url: str) -> None:
    found = read_questionnaire(questionnaire(choice("1", coded(0, "nee", url), coded(3, "ja", url))))
    assert found.options == ((0, "nee"), (3, "ja"))


def test_S24_whole_numbers_and_value_sets_in_the_file_are_answers_too() -> None:
    numbers = questionnaire(choice("1", {"valueInteger": 1}, {"valueInteger": 2}))
    assert read_questionnaire(numbers).options == ((1, "1"), (2, "2"))
    concepts = [option["valueCoding"] for option in (NO, YES)]
    value_set = {"resourceType": "ValueSet", "id": "v", "status": "active"}
    value_set["compose"] = {"include": [{"system": "urn:x", "concept": concepts}]}
    item = {"linkId": "1", "text": "Vraag", "type": "choice", "answerValueSet": "#v"}
    assert read_questionnaire(questionnaire(item, contained=[value_set])).options == ((0, "nee"), (1, "ja"))


def test_S24_turned_weights_are_a_reversed_item() -> None:
    found = read_questionnaire(
        questionnaire(choice("1", NO, YES), choice("2", coded(1, "nee"), coded(0, "ja")))
    )
    assert found.reversed_ids == {"2"}


def test_S24_groups_are_walked_and_displays_left_out() -> None:
    group = {
        "linkId": "g",
        "type": "group",
        "item": [choice("1", NO, YES), {"linkId": "d", "type": "display"}],
    }
    assert [item.id for item in read_questionnaire(questionnaire(group)).items] == ["1"]


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        ([{"linkId": "1", "type": "string"}], "item 1 is of type string: expected choice, group or display"),
        ([choice("1", NO, {"valueString": "x"})], "item 1 has an answer without a whole number as weight"),
        ([choice("1", NO, coded(0.5, "half"))], "item 1 has an answer without a whole number as weight"),
        ([choice("1", NO, YES), choice("2", NO, coded(2, "ja"))], "item 2 has other answers than item 1"),
        ([choice("1", NO, YES, repeats=True)], "item 1 may have several answers: expected one"),
        ([choice("1")], "item 1 names no answers inside this file"),
        ([choice("", NO, YES)], "an item has no linkId"),
        ([], "it holds no item with answers"),
    ],
)
def test_S24_what_is_no_scored_choice_list_is_refused_with_the_reason(items: list[dict], reason: str) -> None:
    assert any(one.startswith(reason) for one in reasons(questionnaire(*items)))


def test_S24_every_reason_is_told_and_other_resources_are_refused() -> None:
    assert len(reasons(questionnaire({"linkId": "1", "type": "text"}, {"linkId": "2", "type": "date"}))) == 2
    assert reasons({"resourceType": "Patient"}) == ["resourceType is 'Patient': expected Questionnaire"]


@pytest.mark.parametrize("package", ["voorbeeld-10", "voorbeeld-34"])
def test_S24_what_goes_out_comes_back_with_the_same_scoring(package: str) -> None:
    instrument = example_instrument(package)
    found = read_questionnaire(json.loads(questionnaire_text(instrument)))
    assert [item.id for item in found.items] == list(instrument.item_ids)
    for item in instrument.items:
        weights = [weight for weight, _ in next(one for one in found.items if one.id == item.id).options]
        values = [option.value for option in instrument.options]
        assert weights == (values[::-1] if item.reversed else values)


def test_S24_an_export_names_a_made_up_list_experimental() -> None:
    resource = as_questionnaire(parse_package(small_package()))
    assert (resource["experimental"], resource["name"]) == (True, "klein-4")


def test_S24_the_standards_own_model_has_the_last_word() -> None:
    wrong = questionnaire(choice("1", NO, YES), banana=7)
    with pytest.raises(ArchiveError, match=r"q\.json is no valid FHIR R4 Questionnaire"):
        skeleton_of(json.dumps(wrong).encode(), "q.json")


def test_S24_without_the_extra_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fhir.resources.R4B.questionnaire", None)
    with pytest.raises(ArchiveError, match=r"pip install 'koers\[fhir\]'"):
        questionnaire_text(example_instrument("voorbeeld-10"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["item", "type", "linkId", "answerOption", "valueCoding", "extension", "url", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=15,
)


@given(JSON)
def test_T_FUZZ_4_no_resource_breaks_the_reader(value: object) -> None:
    resource = {"resourceType": "Questionnaire", "item": value, "contained": value}
    assert reasons(resource) or True


@settings(max_examples=50)
@given(st.binary(max_size=100))
def test_T_FUZZ_4_no_bytes_break_the_fhir_import(data: bytes) -> None:
    with pytest.raises(ArchiveError):
        skeleton_of(data, "q.json")
