"""The short code on a paper list: whose it is, about whom, which list and for which day.

Nothing is stored and nothing can be read from it: five characters are a keyed digest that only this
installation can compare with the people whom a worker sees, three are the day (ADR 0012).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self
from uuid import UUID

from django.utils.crypto import salted_hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32, without I, L, O and U
MISREAD = str.maketrans("ILO", "110")
DIGEST_LENGTH, DAY_LENGTH = 5, 3
EPOCH = date(2020, 1, 1)  # day 0 says that no day was named; three characters reach until 2109


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one paper is for."""

    parent_id: UUID
    child_id: UUID
    instrument_id: str


@dataclass(frozen=True, slots=True)
class PaperCode:
    digest: str
    number: int  # of the day

    @classmethod
    def of(cls, sheet: Sheet, day: date | None) -> Self:
        number = (day - EPOCH).days + 1 if day else 0
        return cls(_digest(sheet, number), number)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """As somebody types it; None where it cannot be a code."""
        found = "".join(one for one in text.upper().translate(MISREAD) if one.isalnum())
        if len(found) != DIGEST_LENGTH + DAY_LENGTH or not set(found) <= set(ALPHABET):
            return None
        number = 0
        for character in found[DIGEST_LENGTH:]:
            number = number * len(ALPHABET) + ALPHABET.index(character)
        return cls(found[:DIGEST_LENGTH], number)

    @property
    def day(self) -> date | None:
        return EPOCH + timedelta(days=self.number - 1) if self.number else None

    def sheet_among(self, sheets: Iterable[Sheet]) -> Sheet | None:
        """The one sheet that this code is on; a day that was typed wrongly fits no sheet."""
        found = [sheet for sheet in sheets if _digest(sheet, self.number) == self.digest]
        return found[0] if len(found) == 1 else None

    def __str__(self) -> str:
        return f"{self.digest}-{_characters(self.number, DAY_LENGTH)}"


def _digest(sheet: Sheet, number: int) -> str:
    words = f"{sheet.parent_id}|{sheet.child_id}|{sheet.instrument_id}|{number}"
    mac = salted_hmac("koers.measurements.blank", words, algorithm="sha256").digest()
    return _characters(int.from_bytes(mac[:8], "big"), DIGEST_LENGTH)


def _characters(number: int, length: int) -> str:
    """The last so many characters."""
    places = [number // len(ALPHABET) ** place % len(ALPHABET) for place in reversed(range(length))]
    return "".join(ALPHABET[place] for place in places)
