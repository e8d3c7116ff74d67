"""Words that Koers does not use on screen: they blame, frighten or promise too much."""

import re
from collections.abc import Iterable

import pytest
from babel.messages.catalog import Catalog

from scripts.messages import forms, read_catalogue

BLAMES = ("weerstand", "ongemotiveerd", "zorgmijder", "probleemgezin", "multiprobleemgezin", "risicogezin")
FRIGHTENS = ("alarm", "risico", "zorgwekkend", "verdacht", "slecht", "mislukt")
JUDGES = ("falen", "weigert", "afwijkend")
STIFF = ("non-respons", "therapietrouw", "onbetrouwbaar", "klik hier")
BANNED = re.compile(r"\b(?:" + "|".join(BLAMES + FRIGHTENS + JUDGES + STIFF) + r")(?:en|e)?\b", re.IGNORECASE)


def banned(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if BANNED.search(text)]


def dutch(catalogue: Catalog) -> list[str]:
    return [text for message in catalogue if message.id for text in forms(message)]


def test_T21_no_text_on_screen_blames_or_frightens_a_family() -> None:
    assert banned(dutch(read_catalogue())) == []


@pytest.mark.parametrize("text", ["Dit risicogezin weigert.", "Klik hier", "Er zijn slechte scores."])
def test_a_banned_word_is_seen(text: str) -> None:
    assert banned([text]) == [text]


def test_words_that_only_contain_a_banned_word_pass() -> None:
    assert banned(["De lijst is slechts kort.", "De alarmerende toon ontbreekt."]) == []
