"""Of which day and story the demo database in the data directory is, and what has to be done with it."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

MARKER = "demo.json"
DATABASE = "koers.sqlite3"
SIDE_FILES = ("", "-wal", "-shm", "-journal")
# Lists in the demo come about monthly: after three weeks "3 days ago" is no longer believable. Our choice.
FRESH_DAYS = 20


class NotTheDemo(Exception):
    """There is a database that the demo did not make; it is not touched."""


class Upkeep(StrEnum):
    MAKE = "make"
    KEEP = "keep"
    REFRESH = "refresh"


@dataclass(frozen=True, slots=True)
class Marker:
    """made_at None: the making was broken off, so what there is, is worth nothing."""

    story: str
    made_at: datetime | None = None

    def write(self, data_dir: Path) -> None:
        row = asdict(self) | {"made_at": self.made_at.isoformat() if self.made_at else None}
        part = data_dir / f"{MARKER}.part"
        part.write_text(json.dumps(row) + "\n", encoding="utf-8")
        part.replace(data_dir / MARKER)

    def age_days(self, today: date) -> int:
        return (today - self.made_at.date()).days if self.made_at else 0


def read_marker(data_dir: Path) -> Marker | None:
    """None without a readable marker. Raises NotTheDemo where a database stands without one."""
    path = data_dir / MARKER
    if not path.exists():
        if (data_dir / DATABASE).exists():
            raise NotTheDemo(
                f"{data_dir / DATABASE} was not made by the demo, so it is left alone; "
                "choose another directory with KOERS_DATA_DIR"
            )
        return None
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        made_at = datetime.fromisoformat(row["made_at"]) if row["made_at"] else None
        return Marker(story=str(row["story"]), made_at=made_at)
    except (ValueError, KeyError, TypeError):
        return Marker(story="")


def plan_for(marker: Marker | None, *, data_dir: Path, story: str, today: date) -> Upkeep:
    """REFRESH: the demo is there, but too old or of another version of the story."""
    if marker is None or marker.made_at is None or not (data_dir / DATABASE).exists():
        return Upkeep.MAKE
    age = today - marker.made_at.date()
    is_fresh = timedelta(0) <= age <= timedelta(days=FRESH_DAYS)
    return Upkeep.KEEP if is_fresh and marker.story == story else Upkeep.REFRESH


def remove_database(data_dir: Path) -> None:
    """Only ever called with a marker in place: see read_marker."""
    for ending in SIDE_FILES:
        (data_dir / f"{DATABASE}{ending}").unlink(missing_ok=True)
