"""The start measurement of a short form, taken from a completed long form by the package's item mapping."""

from collections.abc import Mapping

from koers.psychometrics import package_faults as faults
from koers.psychometrics.faults import Fault
from koers.psychometrics.instruments import Instrument


class NotDerivable(ValueError):
    """The short form's answers cannot be taken from the long form; the message says why."""


def derive(short: Instrument, long_answers: Mapping[str, int | None]) -> dict[str, int | None]:
    """Answers to `short`, by its own item ids in its order, copied from answers to its source instrument.

    An item left empty in the long form stays empty (None). The answers are copied as they were given:
    reversal and norms are those of `short`. Raises NotDerivable when the package maps no items, or when
    the long form's answers lack an item that is mapped.
    """
    if short.derivation is None:
        raise NotDerivable(
            f"{short.id} {short.version} maps no items of a longer list: "
            "its own first measurement is the start"
        )
    mapping = short.derivation.items
    for item, source_item in mapping.items():
        if source_item not in long_answers:
            raise NotDerivable(f"item {item} is taken from {source_item}, which these answers do not have")
    return {item: long_answers[mapping[item]] for item in short.item_ids}


def derivation_problems(short: Instrument, source: Instrument) -> list[Fault]:
    """Why answers to `source` may not be scored as answers to `short`; empty when they may.

    For the moment both packages are at hand: a package alone cannot know the items of its source.
    """
    if short.derivation is None or short.derivation.source != source.id:
        return [faults.NOT_DERIVED_FROM(short=short.id, source=source.id)]
    known = set(source.item_ids)
    problems = [
        faults.SOURCE_LACKS_ITEM(item=item, source_item=source_item, source=f"{source.id} {source.version}")
        for item, source_item in short.derivation.items.items()
        if source_item not in known
    ]
    if {o.value for o in short.options} != {o.value for o in source.options}:
        problems.append(faults.OTHER_ANSWER_VALUES(short=short.id, source=source.id))
    return problems
