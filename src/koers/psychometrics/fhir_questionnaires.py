"""FHIR R4 Questionnaire <-> instrument: scored choice lists only, everything else refused with a reason.

A questionnaire carries items, answers and their weights. It has no direction, no rule for missing answers, no
borders and no norms, so reading one gives the beginning of a package. Weights stand in one of two extensions
of the standard, or the options are whole numbers themselves.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from koers.psychometrics.faults import Fault, FaultKind
from koers.psychometrics.instruments import Instrument, text
from koers.psychometrics.package_faults import ABSENT, QUOTED

WEIGHTS = (
    "http://hl7.org/fhir/StructureDefinition/ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/itemWeight",
)
MOST_LEVELS = 20  # of groups in groups; a list of questions needs two
Node = Mapping[str, object]
Options = tuple[tuple[int, str], ...]  # weight and words, in the order of the list


NO_QUESTIONNAIRE = FaultKind("no_questionnaire", "resourceType is {found}: expected Questionnaire")
NO_ITEMS = FaultKind("no_items", "it holds no item with answers: expected items of type choice")
OTHER_ANSWERS = FaultKind(
    "other_answers",
    "item {item} has other answers than item {first}: expected one set of answers for all items",
)
TOO_DEEP = FaultKind("too_deep", "groups stand in groups more than {most} deep")
NO_CHOICE = FaultKind("no_choice", "item {item} is of type {kind}: expected choice, group or display")
NO_LINK_ID = FaultKind("no_link_id", "an item has no linkId")
SEVERAL_ANSWERS = FaultKind("several_answers", "item {item} may have several answers: expected one")
NO_ANSWERS = FaultKind("no_answers", "item {item} names no answers inside this file")
NO_WEIGHT = FaultKind(
    "no_weight",
    "item {item} has an answer without a whole number as weight: expected ordinalValue, itemWeight or "
    "valueInteger",
)


class FhirRefused(ValueError):
    """The questionnaire is no scored choice list; `faults` says per item why."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults

    @property
    def reasons(self) -> list[str]:
        """In English."""
        return [str(fault) for fault in self.faults]


@dataclass(frozen=True, slots=True)
class FhirItem:
    id: str
    text: str
    options: Options


@dataclass(frozen=True, slots=True)
class FhirList:
    """What a questionnaire says. reversed_ids: items whose weights run against those of the first item."""

    id: str
    version: str
    title: str
    language: str
    options: Options
    items: tuple[FhirItem, ...]
    reversed_ids: frozenset[str]
    copyright: str


def read_questionnaire(resource: Node) -> FhirList:
    """Raises FhirRefused with a reason for every item that is no scored choice."""
    if resource.get("resourceType") != "Questionnaire":
        kind = _text(resource.get("resourceType"))
        raise FhirRefused([NO_QUESTIONNAIRE(found=QUOTED(text=kind) if kind else ABSENT())])
    reading = _Reading(_value_sets(resource))
    items = list(reading.items(resource, 0))
    if not items and not reading.faults:
        reading.faults.append(NO_ITEMS())
    if reading.faults:
        raise FhirRefused(reading.faults)
    turned = frozenset(item.id for item in items if _is_turned(items[0].options, item.options))
    for item in items:
        if item.id not in turned and item.options != items[0].options:
            reading.faults.append(OTHER_ANSWERS(item=item.id, first=items[0].id))
    if reading.faults:
        raise FhirRefused(reading.faults)
    return FhirList(
        id=_text(resource.get("name")) or _text(resource.get("id")),
        version=_text(resource.get("version")) or "1.0.0",
        title=_text(resource.get("title")),
        language=_text(resource.get("language")) or "nl",
        options=items[0].options,
        items=tuple(items),
        reversed_ids=turned,
        copyright=_text(resource.get("copyright")),
    )


@dataclass(slots=True)
class _Reading:
    value_sets: Mapping[str, list[Node]]
    faults: list[Fault] = field(default_factory=list)

    def items(self, parent: Node, level: int) -> Iterator[FhirItem]:
        if level > MOST_LEVELS:
            self.faults.append(TOO_DEEP(most=MOST_LEVELS))
            return
        for node in _nodes(parent.get("item")):
            kind = node.get("type")
            if kind == "choice":
                yield from self._choice(node)
            elif kind not in ("group", "display"):
                self.faults.append(NO_CHOICE(item=_named(node), kind=str(kind)))
            yield from self.items(node, level + 1)

    def _choice(self, node: Node) -> Iterator[FhirItem]:
        if not _text(node.get("linkId")):
            self.faults.append(NO_LINK_ID())
            return
        if node.get("repeats") is True:
            self.faults.append(SEVERAL_ANSWERS(item=_named(node)))
            return
        answers = _nodes(node.get("answerOption"))
        if not answers and (reference := _text(node.get("answerValueSet"))):
            answers = self.value_sets.get(reference.removeprefix("#"), [])
        if not answers:
            self.faults.append(NO_ANSWERS(item=_named(node)))
            return
        options = [_option(answer) for answer in answers]
        found = [option for option in options if option is not None]
        if len(found) < len(options):
            self.faults.append(NO_WEIGHT(item=_named(node)))
            return
        yield FhirItem(_text(node.get("linkId")), _text(node.get("text")), tuple(found))


def _option(answer: Node) -> tuple[int, str] | None:
    whole = answer.get("valueInteger")
    if isinstance(whole, int) and not isinstance(whole, bool):
        return whole, str(whole)
    coding = answer.get("valueCoding")
    if not isinstance(coding, Mapping):
        return None
    weight = _weight(coding)
    weight = _weight(answer) if weight is None else weight
    words = _text(coding.get("display")) or _text(coding.get("code"))
    return None if weight is None else (weight, words)


def _weight(node: Node) -> int | None:
    for extension in _nodes(node.get("extension")):
        value = extension.get("valueDecimal", extension.get("valueInteger"))
        if extension.get("url") in WEIGHTS and isinstance(value, int | float) and float(value).is_integer():
            return int(value)
    return None


def _value_sets(resource: Node) -> dict[str, list[Node]]:
    """Answers of value sets that stand inside the questionnaire, in the form of answerOption."""
    found: dict[str, list[Node]] = {}
    for contained in _nodes(resource.get("contained")):
        if contained.get("resourceType") != "ValueSet":
            continue
        compose = contained.get("compose")
        includes = _nodes(compose.get("include")) if isinstance(compose, Mapping) else []
        concepts = [concept for include in includes for concept in _nodes(include.get("concept"))]
        found[_text(contained.get("id"))] = [{"valueCoding": concept} for concept in concepts]
    return found


def _is_turned(first: Options, other: Options) -> bool:
    """The same words with the weights the other way round."""
    weights = [weight for weight, _ in first]
    turned = tuple((min(weights) + max(weights) - weight, words) for weight, words in first)
    return other == turned and turned != first


def _nodes(value: object) -> list[Node]:
    return [node for node in value if isinstance(node, Mapping)] if isinstance(value, list) else []


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _named(node: Node) -> str:
    return _text(node.get("linkId")) or "?"


def as_questionnaire(instrument: Instrument) -> dict[str, object]:
    """The items and weighted answers of an instrument; norms and borders have no place in FHIR.

    An item that is scored the other way round carries turned weights, so that a sum of weights is the raw
    score. Only the instrument's first language.
    """
    language = instrument.languages[0]
    resource: dict[str, object] = {
        "resourceType": "Questionnaire",
        "language": language,
        "name": instrument.id,
        "version": instrument.version,
        "title": text(instrument.title, language),
        "status": "active",
        "experimental": instrument.fictitious,
        "subjectType": ["Patient"],
        "item": [_item_node(instrument, item.id, language) for item in instrument.items],
    }
    if instrument.licence.strip():
        resource["copyright"] = instrument.licence.strip()
    return resource


def _item_node(instrument: Instrument, item_id: str, language: str) -> dict[str, object]:
    item = instrument.item(item_id)
    turn = instrument.min_value + instrument.max_value
    options = [
        {
            "valueCoding": {
                "extension": [
                    {
                        "url": WEIGHTS[0],
                        "valueDecimal": turn - option.value if item.reversed else option.value,
                    }
                ],
                "code": str(option.value),
                "display": text(option.label, language),
            }
        }
        for option in instrument.options
    ]
    return {"linkId": item.id, "text": text(item.text, language), "type": "choice", "answerOption": options}


def skeleton_text(found: FhirList) -> str:
    """instrument.toml with what the questionnaire says; what it cannot say stands there empty."""
    language = _quoted(found.language)

    def texts(words: str) -> str:
        return f"{{ {language} = {_quoted(words)} }}"

    lines = [
        '# Made from a FHIR Questionnaire. Fill in every "" and the lines that are commented out;',
        "# `koers instrument check` names what is missing.",
        "format = 1",
        "",
        "[instrument]",
        f"id = {_quoted(_instrument_id(found.id))}",
        f"version = {_quoted(found.version)}",
        f"title = {texts(found.title)}",
        "# fictitious = false          # true: items and norms are made up, so for no real family",
        f"language = [{language}]",
        'respondent = "parent"         # who fills it in',
        'about = "child"               # whom the answers are about',
        'direction = ""                # higher_is_worse or higher_is_better, of the scale scores',
        'source = ""                   # manual, edition and pages of the items and norms',
    ]
    for weight, words in found.options:
        lines += ["", "[[options]]", f"value = {weight}", f"label = {texts(words)}"]
    for item in found.items:
        lines += ["", "[[items]]", f"id = {_quoted(item.id)}", f"text = {texts(item.text)}"]
        lines += ["reversed = true"] if item.id in found.reversed_ids else []
    listed = ", ".join(_quoted(item.id) for item in found.items)
    lines += [
        "",
        "[[scales]]",
        'id = "total"',
        f"title = {texts('')}",
        f"items = [{listed}]",
        "primary = true",
    ]
    lines += ["", "[missing]", 'rule = ""                     # none, or prorate with max_missing']
    return "\n".join(lines) + "\n"


def _instrument_id(name: str) -> str:
    return "-".join(
        filter(None, "".join(c if c.isascii() and c.isalnum() else "-" for c in name.lower()).split("-"))
    )


def _quoted(words: str) -> str:
    return json.dumps(words.replace("\x7f", ""), ensure_ascii=False)
