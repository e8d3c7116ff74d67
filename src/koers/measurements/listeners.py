"""Whoever must know, in the same transaction, that the lists of one course have changed.

Measurements stands below the apps that judge a course, so it owns the list of listeners; an app adds itself
in `AppConfig.ready()`. A listener that fails takes the list with it: never a list without its judgement.
"""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from koers.access.actor import Actor
from koers.measurements.models import Administration


@dataclass(frozen=True, slots=True)
class ChangedCourse:
    """All lists of one kind by one parent about one child."""

    family_id: UUID
    parent_id: UUID
    child_id: UUID
    instrument_id: str

    @classmethod
    def of(cls, administration: Administration) -> "ChangedCourse":
        return cls(
            administration.family_id,
            administration.parent_id,
            administration.child_id,
            administration.instrument_id,
        )


class CourseListener(Protocol):
    def __call__(self, *, actor: Actor, course: ChangedCourse) -> None: ...


_listeners: list[CourseListener] = []


def listen(listener: CourseListener) -> None:
    """Once per listener, in `AppConfig.ready()`."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(actor: Actor, *administrations: Administration) -> None:
    """Each course once, however many of its lists changed."""
    for course in dict.fromkeys(ChangedCourse.of(one) for one in administrations):
        for listener in _listeners:
            listener(actor=actor, course=course)
