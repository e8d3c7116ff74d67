"""How many families would have nobody without one worker. Families stand above, so they tell how to count."""

from collections.abc import Callable
from uuid import UUID

from koers.access.actor import Actor

CountFamilies = Callable[[Actor, UUID], int]
_ways: list[CountFamilies] = []


def count_by(way: CountFamilies) -> None:
    """Once, in `AppConfig.ready()`."""
    if way not in _ways:
        _ways.append(way)


def families_left_alone(actor: Actor, user_id: UUID) -> int:
    return sum(way(actor, user_id) for way in _ways)
