"""What is wrong, as a kind with its values, so that every reader gets the sentence in the own language.

A kind holds the English sentence, which the command line prints. Elsewhere the same sentence is looked up in
a catalogue: `Fault.told` takes the function that does so, and this core needs to know of none.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Translate: TypeAlias = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words of a library, which speaks English only; another language says `instead`."""

    words: str
    instead: "Fault"


Value: TypeAlias = "str | int | Fault | Foreign | tuple[Fault, ...]"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. A value may be a fault itself: what stands at a place, or was expected."""

    kind: "FaultKind"
    values: Mapping[str, Value] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.kind.code

    def __str__(self) -> str:
        """The sentence in English."""
        return self.kind.english.format(**{name: _in_english(value) for name, value in self.values.items()})

    def told(self, translate: Translate) -> str:
        """The sentence in another language. translate: from the English sentence with its {names} in it."""
        values = {name: _translated(value, translate) for name, value in self.values.items()}
        return translate(self.kind.english).format(**values)


@dataclass(frozen=True, slots=True)
class FaultKind:
    """code: stays when the sentence is improved. english: a sentence with the names of its values in {}."""

    code: str
    english: str

    def __call__(self, **values: Value) -> Fault:
        return Fault(self, values)


def _in_english(value: Value) -> object:
    if isinstance(value, tuple):
        return "; ".join(str(one) for one in value)
    return value.words if isinstance(value, Foreign) else value


def _translated(value: Value, translate: Translate) -> object:
    if isinstance(value, tuple):
        return "; ".join(one.told(translate) for one in value)
    if isinstance(value, Foreign):
        return value.instead.told(translate)
    return value.told(translate) if isinstance(value, Fault) else value
