"""Messages to parents as an organisation words them, and how long they become (UX § 7.6)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

# GSM 03.38: one character outside it cuts a text message from 160 characters to 70.
GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_DOUBLE = frozenset("^{}\\[~]|€")  # each counts for two
ONE_SEGMENT, OF_SEVERAL = 160, 153
ONE_WIDE_SEGMENT, OF_SEVERAL_WIDE = 70, 67
NAME = re.compile(r"{([^{}]*)}")
# The longest that the goal of one segment allows for: first name 12, organisation 16, link 51 characters.
LONGEST = {
    "worker": "Wilhelmina-A",
    "organisation": "Jeugdhulp Noord1",
    "link": "https://koers.voorbeeld.nl/i/" + "x" * 22,
}

# What people may write instead, whatever language they read; stored texts hold these, so they never change.
DUTCH_NAMES = {"hulpverlener": "worker", "organisatie": "organisation", "link": "link"}


@dataclass(frozen=True, slots=True)
class SampleText:
    default: StrOrPromise
    needs: tuple[str, ...] = ("link",)


INVITATION = SampleText(
    _(
        "Hello, {worker} of {organisation} has 10 short questions for you. Takes 2 minutes: {link} "
        "Rather not? That is fine."
    )
)
REMINDER = SampleText(
    _(
        "Hello, the 10 questions of {worker} ({organisation}) are still ready: {link} "
        "No time or no wish? That is fine."
    )
)


@dataclass(frozen=True, slots=True)
class Preview:
    """n_characters counts as a telephone network does."""

    text: str
    n_characters: int
    n_segments: int


def known_name(written: str) -> str:
    """Which of the names of LONGEST is meant between the braces; empty for none."""
    name = written.strip().lower()
    name = DUTCH_NAMES.get(name, name)
    return name if name in LONGEST else ""


def unknown_names(text: str) -> list[str]:
    return [written for written in NAME.findall(text) if not known_name(written)]


def known_names(text: str) -> set[str]:
    return {known_name(written) for written in NAME.findall(text)}


def has_stray_brace(text: str) -> bool:
    """A name of which one brace is missing would go to parents as it stands."""
    return bool({"{", "}"} & set(NAME.sub("", text)))


def written_name(name: str) -> str:
    """With its braces, as somebody who reads this page writes it."""
    dutch = {meant: written for written, meant in DUTCH_NAMES.items()}
    is_dutch = (get_language() or "").startswith("nl")
    return f"{{{dutch[name] if is_dutch else name}}}"


def written_names() -> str:
    return ", ".join(written_name(name) for name in LONGEST)


def preview(text: str, names: Mapping[str, str] = LONGEST) -> Preview:
    """The text with the longest names that may occur, and in how many text messages it goes."""
    filled = NAME.sub(lambda match: names.get(known_name(match[1]), match[0]), text)
    if all(character in GSM_BASIC | GSM_DOUBLE for character in filled):
        length = len(filled) + sum(character in GSM_DOUBLE for character in filled)
        return Preview(filled, length, _segments(length, ONE_SEGMENT, OF_SEVERAL))
    return Preview(filled, len(filled), _segments(len(filled), ONE_WIDE_SEGMENT, OF_SEVERAL_WIDE))


def _segments(length: int, one: int, of_several: int) -> int:
    return 1 if length <= one else -(-length // of_several)
