"""The example packages are plainly no existing list, complete in two languages, and made as documented."""

import re

import pytest

from koers.psychometrics import Instrument, PackageErrors, derive, parse_package, score, text
from scripts.make_example_norms import PACKAGES, made_files
from tests.example_packages import example_instrument, package_files

LONG, SHORT = "voorbeeld-34", "voorbeeld-10"
BOTH = pytest.mark.parametrize("package", [LONG, SHORT])
LONGEST_TEXT = 70
# UX § 7.3: the parents' list and the list for every screen, as far as single words go
BANNED = """
    opvoedingsbelasting belasting interventie t-score norm traject stagneren stagnatie verslechtering ernstig
    respondent meting afname instrument evaluatie casus indicatie hulpvraag profiel participeren middels dient
    betreffende verplicht moet helaas foutief ongeldig alarm risico risicogezin probleemgezin falen mislukt
    multiprobleemgezin weigert non-respons therapietrouw afwijkend slecht zorgwekkend onbetrouwbaar verdacht
"""
# Subjects of the existing questionnaires on parenting stress: a made-up list stays away from them.
SUBJECTS_OF_EXISTING_LISTS = """
    opvoeden opvoeding somber verdrietig ongelukkig gelukkig blij vrolijk neerslachtig huilen ziek gezond pijn
    hoofdpijn moe vermoeid luistert gehoorzaam liefde troost hecht eenzaam beperkt vrijheid gevangen
    parenting sad unhappy happy cheerful depressed crying ill healthy pain headache tired listens obeys love
    lonely freedom trapped
"""


def words(sentence: str) -> set[str]:
    return set(re.findall(r"[\w-]+", sentence.lower()))


def texts_shown_to_parents(instrument: Instrument, language: str) -> list[str]:
    shown = [item.text for item in instrument.items] + [option.label for option in instrument.options]
    return [each[language] for each in shown]


@BOTH
def test_a_package_says_in_its_title_that_it_is_not_the_obvl(package: str) -> None:
    instrument = example_instrument(package)
    assert instrument.fictitious
    assert text(instrument.title, "nl").startswith("Voorbeeldvragenlijst (geen OBVL)")
    assert "not the OBVL" in text(instrument.title, "en")
    assert "made up" in instrument.licence


def test_the_two_titles_differ() -> None:
    assert example_instrument(LONG).title != example_instrument(SHORT).title


@BOTH
def test_every_text_is_there_in_dutch_and_english_and_is_another_text(package: str) -> None:
    instrument = example_instrument(package)
    assert instrument.languages == ("nl", "en")
    texts = [
        instrument.title,
        *(item.text for item in instrument.items),
        *(option.label for option in instrument.options),
        *(scale.title for scale in instrument.scales),
    ]
    for each in texts:
        assert set(each) == {"nl", "en"}
        assert all(each.values())
    for item in instrument.items:
        assert item.text["nl"] != item.text["en"]


@BOTH
@pytest.mark.parametrize("language", ["nl", "en"])
def test_texts_are_short_single_sentences_and_all_different(package: str, language: str) -> None:
    instrument = example_instrument(package)
    items = [item.text[language] for item in instrument.items]
    assert len(set(items)) == len(items)
    for sentence in items:
        assert len(sentence) <= LONGEST_TEXT, sentence
        assert len(sentence.split()) <= 15, sentence
        assert sentence.count(".") == 1, sentence
        assert not set("()!?;") & set(sentence), sentence


@BOTH
def test_dutch_texts_hold_no_word_of_the_ban_list(package: str) -> None:
    for sentence in texts_shown_to_parents(example_instrument(package), "nl"):
        assert not words(sentence) & words(BANNED), sentence


@BOTH
@pytest.mark.parametrize("language", ["nl", "en"])
def test_items_keep_away_from_the_subjects_of_existing_lists(package: str, language: str) -> None:
    for sentence in texts_shown_to_parents(example_instrument(package), language):
        assert not words(sentence) & words(SUBJECTS_OF_EXISTING_LISTS), sentence


@BOTH
def test_scores_have_four_options_a_primary_total_and_made_up_borders(package: str) -> None:
    instrument = example_instrument(package)
    assert [option.value for option in instrument.options] == [1, 2, 3, 4]
    assert instrument.primary_scale.id == "total"
    assert instrument.primary_scale.items == instrument.item_ids
    assert [(border.band, border.from_t) for border in instrument.borders.for_scale("total")] == [
        ("mild", 60),
        ("serious", 64),
    ]


def test_every_item_of_the_34_belongs_to_one_everyday_theme() -> None:
    long = example_instrument(LONG)
    themes = [item for scale in long.scales if not scale.primary for item in scale.items]
    assert len(long.items) == 34
    assert tuple(themes) == long.item_ids
    assert len(long.scales) == 6


def test_the_ten_are_literally_among_the_34_and_all_positive() -> None:
    long, short = example_instrument(LONG), example_instrument(SHORT)
    assert short.derivation is not None
    assert short.derivation.source == LONG
    assert len(set(short.derivation.items.values())) == 10
    for item in short.items:
        source = long.item(short.derivation.items[item.id])
        assert item.text == source.text
        assert item.reversed
        assert source.reversed
    assert short.options == long.options


def test_a_completed_long_form_gives_the_answers_of_the_short_form() -> None:
    long, short = example_instrument(LONG), example_instrument(SHORT)
    answers: dict[str, int | None] = {item: 1 + place % 4 for place, item in enumerate(long.item_ids)}
    derived = derive(short, answers)
    # o03 o05 o08 o11 o15 o20 o22 o26 o28 o30
    assert list(derived.values()) == [3, 1, 4, 3, 3, 4, 2, 2, 4, 2]
    assert score(short, derived, child_age=6)["total"].raw == 50 - 28  # type: ignore[union-attr]


@pytest.mark.parametrize("age", [0, 3, 4, 11, 12, 18])
def test_t_scores_of_the_ten_run_from_about_35_to_about_85(age: int) -> None:
    short = example_instrument(SHORT)
    assert short.norms is not None
    lowest, highest = (short.norms.t_score("total", age, raw).value for raw in (10, 40))  # type: ignore[union-attr]
    assert 33 <= lowest <= 37
    assert 81 <= highest <= 87


@BOTH
def test_norm_groups_are_the_three_age_groups_of_every_scale(package: str) -> None:
    instrument = example_instrument(package)
    assert instrument.norms is not None
    for scale in instrument.scales:
        groups = instrument.norms.groups_of(scale.id)
        assert [(group.age_from, group.age_to) for group in groups] == [(0, 3), (4, 11), (12, 18)]


@pytest.mark.parametrize("path", sorted(made_files()))
def test_norms_and_worked_examples_are_what_the_script_makes(path: str) -> None:
    assert (PACKAGES / path).read_text(encoding="utf-8") == made_files()[path]


def test_a_wrong_worked_example_is_found() -> None:
    files = package_files(SHORT) | {
        "expected.csv": made_files()[f"{SHORT}/expected.csv"].replace("83", "82", 1)
    }
    with pytest.raises(PackageErrors, match=r"expected\.csv, line 2"):
        parse_package(files)
