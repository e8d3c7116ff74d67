"""A questionnaire as data: items, answers, scales, norms and borders of one version, read from a package."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from koers.psychometrics.bands import BandBorders, Direction
from koers.psychometrics.norms import Norms

Text = Mapping[str, str]  # language code -> text, the instrument's first language first


class MissingKind(StrEnum):
    PRORATE = "prorate"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ResponseOption:
    value: int
    label: Text


@dataclass(frozen=True, slots=True)
class Item:
    """reversed: scored as (lowest + highest option) − answer."""

    id: str
    text: Text
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """items: ids whose scored answers are summed. The primary scale is the one that is plotted."""

    id: str
    title: Text
    items: tuple[str, ...]
    primary: bool = False


@dataclass(frozen=True, slots=True)
class MissingRule:
    """PRORATE: with at most max_missing unanswered items per scale, raw = mean of the answered × all items.

    NONE: a scale with an unanswered item has no score.
    """

    kind: MissingKind
    max_missing: int = 0

    @property
    def allowed(self) -> int:
        return self.max_missing if self.kind is MissingKind.PRORATE else 0


@dataclass(frozen=True, slots=True)
class Derivation:
    """This instrument's answers can be taken from a completed `source`: own item id -> item id there."""

    source: str
    items: Mapping[str, str]


@dataclass(frozen=True)
class Instrument:
    """One version of a questionnaire. sem in T points; norms None: raw sums only, no T-score or band.

    Raises ValueError on construction when the parts do not fit each other.
    """

    id: str
    version: str
    title: Text
    fictitious: bool
    languages: tuple[str, ...]
    respondent: str
    about: str
    direction: Direction
    source: Text
    options: tuple[ResponseOption, ...]
    items: tuple[Item, ...]
    scales: tuple[Scale, ...]
    missing: MissingRule
    borders: BandBorders
    sem: float | None = None
    norms: Norms | None = None
    derivation: Derivation | None = None
    licence: str = ""

    def __post_init__(self) -> None:
        if len({option.value for option in self.options}) < max(2, len(self.options)):
            raise ValueError(f"{self.id}: at least two options with different values are needed")
        if len(self.item_ids) != len(set(self.item_ids)):
            raise ValueError(f"{self.id}: an item id is used twice")
        if sum(scale.primary for scale in self.scales) != 1:
            raise ValueError(f"{self.id}: exactly one scale must be primary")
        for scale in self.scales:
            if unknown := set(scale.items) - set(self.item_ids):
                raise ValueError(f"{self.id}: scale {scale.id!r} names unknown items {sorted(unknown)}")

    @property
    def primary_scale(self) -> Scale:
        return next(scale for scale in self.scales if scale.primary)

    @property
    def item_ids(self) -> tuple[str, ...]:
        return tuple(item.id for item in self.items)

    @property
    def min_value(self) -> int:
        return min(option.value for option in self.options)

    @property
    def max_value(self) -> int:
        return max(option.value for option in self.options)

    def scale(self, scale_id: str) -> Scale:
        """Raises KeyError when there is no such scale."""
        return {scale.id: scale for scale in self.scales}[scale_id]

    def item(self, item_id: str) -> Item:
        """Raises KeyError when there is no such item."""
        return {item.id: item for item in self.items}[item_id]

    def option_label(self, value: int, language: str) -> str:
        """Raises KeyError when no option has this value."""
        return text({option.value: option for option in self.options}[value].label, language)


def text(texts: Text, language: str) -> str:
    """The text in this language, else in the instrument's first language (never a translation by machine)."""
    return texts.get(language) or next(iter(texts.values()))
