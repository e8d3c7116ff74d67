"""What comes in about a talking point: an answer, a statement."""

from dataclasses import dataclass
from datetime import date

from koers.families.models import Child, Family, Parent
from koers.trajectories.models import Experience, PointState


@dataclass(frozen=True, slots=True)
class PointAnswer:
    """state: recognised, not recognised or later. reason: "not so, because …"."""

    state: PointState
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NewStatement:
    """parent None: said_by is "youth" or "worker"."""

    family: Family
    child: Child
    experience: Experience
    said_on: date
    parent: Parent | None = None
    said_by: str = "parent"
