"""How hard a Dutch text is, and which words parents never read (UX § 7)."""

import re

import pyphen

BANNED = (
    "opvoedingsbelasting", "belasting", "interventie", "t-score", "norm", "normen", "traject", "stagneren",
    "stagnatie", "verslechtering", "ernstig", "ernstige", "respondent", "meting", "afname", "instrument",
    "evaluatie", "casus", "indicatie", "hulpvraag", "profiel", "participeren", "middels", "betreffende",
    "ten behoeve van", "u dient", "verplicht", "u moet", "helaas", "foutief", "ongeldig",
)  # fmt: skip
INFORMAL = ("je", "jij", "jou", "jouw", "jullie")
_SYLLABLES = pyphen.Pyphen(lang="nl_NL")


def sentences(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"[.?!:]\s+|[.?!:]$|\n", text) if re.search(r"\w", one)]


def words(text: str) -> list[str]:
    """A telephone number is one."""
    return re.findall(r"\d+(?: \d+)+|[^\W_]+(?:[-'][^\W_]+)*", text)


def lengths(text: str) -> list[int]:
    return [len(words(sentence)) for sentence in sentences(text)]


def reading_score(text: str) -> float:
    """Flesch for Dutch as Douma (1960) fitted it: 206.84 − 0.93 words a sentence − 77 syllables a word."""
    found = words(text)
    syllables = sum(len(_SYLLABLES.positions(word)) + 1 for word in found)
    return 206.84 - 0.93 * len(found) / len(sentences(text)) - 77 * syllables / len(found)


def banned(text: str) -> list[str]:
    return [word for word in BANNED + INFORMAL if re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)]
