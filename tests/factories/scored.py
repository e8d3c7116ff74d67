"""Lists that give an intended T-score on the short example list, for courses of any shape."""

from functools import cache

from koers.families.models import Parent
from koers.measurements.actions import NewList, store_list
from koers.measurements.models import Administration, AdministrationMode
from koers.psychometrics import Instrument, score
from tests.example_packages import example_instrument
from tests.factories.world import World, day

CHILD_AGE = 9  # of every child in the world


@cache
def _by_t() -> dict[float, dict[str, int]]:
    """Every T-score that ten answers can give, with such answers."""
    instrument = example_instrument("voorbeeld-10")
    low, high = instrument.min_value, instrument.max_value
    n = len(instrument.items)
    found = {}
    for raw in range(low * n, high * n + 1):
        answers = _answers(instrument, raw)
        t = score(instrument, answers, child_age=CHILD_AGE)["total"].t  # type: ignore[union-attr]
        found[t.value] = answers  # type: ignore[union-attr]
    return found


def _answers(instrument: Instrument, raw: int) -> dict[str, int]:
    """Spread evenly: the first questions carry what is left over."""
    base, rest = divmod(raw, len(instrument.items))
    turned = instrument.min_value + instrument.max_value
    scored = [base + (place < rest) for place in range(len(instrument.items))]
    return {
        item.id: turned - value if item.reversed else value
        for item, value in zip(instrument.items, scored, strict=True)
    }


def fill_in_t(world: World, parent: Parent, *, days_ago: int, t: float, by: str = "worker") -> Administration:
    """A list on paper whose T-score lies nearest to t. by: who enters it."""
    nearest = min(_by_t(), key=lambda one: abs(one - t))
    new = NewList(
        parent=parent,
        child=parent.family.children.get(),
        version=world.short,
        filled_on=day(days_ago),
        mode=AdministrationMode.PAPER,
        answers=_by_t()[nearest],
    )
    return store_list(actor=world.actor(by), new=new)


def course(world: World, parent: Parent, *scores: tuple[int, float], by: str = "worker") -> None:
    """Lists of (days ago, T-score), oldest first."""
    for days_ago, t in scores:
        fill_in_t(world, parent, days_ago=days_ago, t=t, by=by)
