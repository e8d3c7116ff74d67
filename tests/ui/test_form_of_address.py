"""Parents are spoken to with u or with je, never with both (UX § 7.1)."""

import re

import pytest
from babel.messages.catalog import Message
from django.utils import translation

from koers.organisations.models import FormOfAddress
from koers.organisations.settings import INFORMAL_DUTCH, of, parents_language, speak_to_parents
from koers.ui.language import spoken_language
from scripts.messages import INFORMAL_PO, forms, has_same_placeholders, key_of, read_catalogue

FORMAL = re.compile(r"\b(?:u|uw|uzelf)\b", re.IGNORECASE)
INFORMAL = re.compile(r"\b(?:je|jij|jou|jouw|jezelf)\b", re.IGNORECASE)
ABOUT_THE_CHOICE = {"u", "u or je, messages, interval, talking points."}  # staff choose between u and je


def texts(catalogue: object) -> dict[tuple[str | None, str], Message]:
    return {key_of(message): message for message in catalogue if message.id}  # type: ignore[attr-defined]


def test_every_text_that_says_u_has_one_that_says_je() -> None:
    formal, informal = texts(read_catalogue()), texts(read_catalogue(INFORMAL_PO))
    says_u = {key for key, message in formal.items() if FORMAL.search(" ".join(forms(message)))}
    lacking = {key[1] for key in says_u - set(informal)} - ABOUT_THE_CHOICE
    assert lacking == set(), 'add the same text with je = "…" by scripts/messages.py add'


def test_texts_that_say_je_never_say_u_and_differ_only_where_needed() -> None:
    formal, informal = texts(read_catalogue()), texts(read_catalogue(INFORMAL_PO))
    assert informal
    for key, message in informal.items():
        words = " ".join(forms(message))
        assert not FORMAL.search(words), words
        assert INFORMAL.search(words), words
        assert key in formal, f"{key} is no text of Koers any more"
        assert FORMAL.search(" ".join(forms(formal[key]))), words
        assert has_same_placeholders(message), words


def test_no_text_mixes_u_and_je() -> None:
    mixed = [
        m
        for m in texts(read_catalogue()).values()
        if FORMAL.search(t := " ".join(forms(m))) and INFORMAL.search(t)
    ]
    assert {key_of(message)[1] for message in mixed} <= ABOUT_THE_CHOICE


def test_je_falls_back_to_the_common_dutch_text() -> None:
    with translation.override(INFORMAL_DUTCH):
        assert translation.gettext("Thank you") == "Dank je wel"
        assert translation.gettext("Password") == "Wachtwoord"
        assert spoken_language() == "nl"
    with translation.override("nl"):
        assert translation.gettext("Thank you") == "Dank u wel"


@pytest.mark.django_db
def test_the_organisation_chooses_and_other_languages_stay(world) -> None:
    settings = of(world.organisation.pk)
    assert parents_language(world.organisation.pk, "nl") == "nl"
    settings.form_of_address = FormOfAddress.JE
    settings.version, settings.saved_at, settings.saved_by = 1, world.short.imported_at, "tests"
    settings.save()
    assert parents_language(world.organisation.pk, "nl") == INFORMAL_DUTCH
    assert parents_language(world.organisation.pk, "en") == "en"
    assert parents_language(world.other_organisation.pk, "nl") == "nl"
    with translation.override("nl"):
        speak_to_parents(world.organisation.pk)
        assert translation.get_language() == INFORMAL_DUTCH
