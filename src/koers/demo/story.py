"""The script of the demo (`story.toml`) as objects: who there is, and which course each of them follows."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from koers.access.roles import Role
from koers.families.models import Relation
from koers.trajectories.models import ExpectedCourse

STORY = Path(__file__).with_name("story.toml")


@dataclass(frozen=True, slots=True)
class StoryOrganisation:
    slug: str
    name: str
    teams: Sequence[str]
    telephone: str


@dataclass(frozen=True, slots=True)
class Persona:
    """A made-up member of staff; as whom `shown` is set for, a visitor can look round."""

    username: str
    name: str
    role: Role
    organisation: str
    team: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True)
class StoryList:
    """t_score: what the answers are made to come closest to. n_open: questions without an answer."""

    days_ago: int
    t_score: float
    n_open: int = 0


@dataclass(frozen=True, slots=True)
class StoryParent:
    name: str
    relation: Relation
    lists: Sequence[StoryList]
    expects: ExpectedCourse | None = None
    rise_days: int = 0
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class StoryChild:
    """`turned` is the newest birthday, `days_ago` how long that is."""

    name: str
    turned: int
    days_ago: int

    def birth_date(self, today: date) -> date:
        birthday = today - timedelta(days=self.days_ago)
        if (birthday.month, birthday.day) == (2, 29):
            birthday = birthday.replace(day=28)
        return birthday.replace(year=birthday.year - self.turned)


@dataclass(frozen=True, slots=True)
class StoryFamily:
    name: str
    worker: str
    child: StoryChild
    parents: Sequence[StoryParent]
    shares: bool
    started_days_ago: int
    reading: Mapping[str, str | bool]
    goal: Mapping[str, Any]
    happened: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    organisations: Sequence[StoryOrganisation]
    staff: Sequence[Persona]
    families: Sequence[StoryFamily]
    digest: str

    def personas(self, shown: str) -> Sequence[Persona]:
        return [persona for persona in self.staff if persona.shown == shown]


@cache
def story() -> Story:
    source = STORY.read_bytes()
    table = tomllib.loads(source.decode())
    return Story(
        organisations=[StoryOrganisation(**row) for row in table["organisations"]],
        staff=[Persona(**(row | {"role": Role(row["role"])})) for row in table["staff"]],
        families=[_family(row) for row in table["families"]],
        digest=sha256(source).hexdigest()[:16],
    )


def _family(row: Mapping[str, Any]) -> StoryFamily:
    parents = [_parent(parent) for parent in row["parents"]]
    first_list = max((one.days_ago for parent in parents for one in parent.lists), default=0)
    return StoryFamily(
        name=row["name"],
        worker=row["worker"],
        child=StoryChild(**row["child"]),
        parents=parents,
        shares=row.get("shares", False),
        started_days_ago=row.get("started_days_ago", first_list),
        reading=row.get("reading", {}),
        goal=row.get("goal", {}),
        happened=row.get("happened", {}),
    )


def _parent(row: Mapping[str, Any]) -> StoryParent:
    return StoryParent(
        name=row["name"],
        relation=Relation(row["relation"]),
        lists=[StoryList(*one) for one in row["lists"]],
        expects=ExpectedCourse(row["expects"]) if "expects" in row else None,
        rise_days=row.get("rise_days", 0),
        is_new=row.get("is_new", False),
    )
