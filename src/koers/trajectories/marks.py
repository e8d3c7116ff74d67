"""Marks on the date axis that come from elsewhere: talks, approaches, changes, events.

Trajectories stands below the apps that know of these, so it owns the shape and the list of sources; an app
adds its source in `AppConfig.ready()`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from koers.access.actor import Actor
from koers.families.models import Child, Family
from koers.psychometrics.plotting import MarkKind


@dataclass(frozen=True, slots=True)
class Mark:
    """One day, or from `on` to `until`. label: in words, in the language of the reader."""

    kind: MarkKind
    on: date
    label: str
    until: date | None = None


class MarkSource(Protocol):
    def marks(self, actor: Actor, family: Family, child: Child) -> Iterable[Mark]:
        """The marks that this actor may see; at most one query."""
        ...


_sources: list[MarkSource] = []


def register(source: MarkSource) -> None:
    """Once per source, in `AppConfig.ready()`."""
    if source not in _sources:
        _sources.append(source)


def marks_for(actor: Actor, family: Family, child: Child) -> tuple[Mark, ...]:
    """Everything on the date axis besides scores, in order of date."""
    found = [mark for source in _sources for mark in source.marks(actor, family, child)]
    return tuple(sorted(found, key=lambda mark: (mark.on, mark.kind)))
