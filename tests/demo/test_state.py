"""When the demo database is made, kept or made anew, and that nothing else is ever thrown away."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from koers.audit import trail
from koers.audit.events import Event
from koers.demo import prepare as preparing
from koers.demo.state import (
    DATABASE,
    MARKER,
    Marker,
    NotTheDemo,
    Upkeep,
    plan_for,
    read_marker,
    remove_database,
)
from koers.demo.story import story
from koers.organisations.actions import create_organisation, setting_up

TODAY = date(2026, 11, 23)


def plan(directory: Path, *, days_ago: int, told: str = "story") -> Upkeep:
    (directory / DATABASE).touch()
    made_at = datetime(2026, 11, 23, 12, tzinfo=UTC) - timedelta(days=days_ago)
    return plan_for(Marker("story", made_at), data_dir=directory, story=told, today=TODAY)


@pytest.mark.parametrize(
    ("days_ago", "expected"), [(0, Upkeep.KEEP), (20, Upkeep.KEEP), (21, Upkeep.REFRESH)]
)
def test_a_demo_of_three_weeks_ago_is_made_anew(tmp_path: Path, days_ago: int, expected: Upkeep) -> None:
    assert plan(tmp_path, days_ago=days_ago) is expected


def test_a_demo_from_the_future_is_made_anew(tmp_path: Path) -> None:
    assert plan(tmp_path, days_ago=-2) is Upkeep.REFRESH


def test_a_demo_of_another_story_is_made_anew(tmp_path: Path) -> None:
    assert plan(tmp_path, days_ago=1, told="another story") is Upkeep.REFRESH


def test_a_making_that_was_broken_off_starts_over(tmp_path: Path) -> None:
    (tmp_path / DATABASE).touch()
    assert plan_for(Marker("story"), data_dir=tmp_path, story="story", today=TODAY) is Upkeep.MAKE


def test_a_database_that_the_demo_did_not_make_is_refused(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"a real organisation")
    with pytest.raises(NotTheDemo, match="was not made by the demo, so it is left alone"):
        read_marker(tmp_path)
    assert (tmp_path / DATABASE).read_bytes() == b"a real organisation"


def test_the_marker_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    marker = Marker("story", datetime(2026, 11, 23, 12, tzinfo=UTC))
    marker.write(tmp_path)
    assert read_marker(tmp_path) == marker
    assert [path.name for path in tmp_path.iterdir()] == [MARKER]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"story": "x"}', '{"story": "x", "made_at": "yesterday"}'])
def test_a_broken_marker_still_says_that_the_demo_made_it(tmp_path: Path, text: str) -> None:
    (tmp_path / MARKER).write_text(text)
    (tmp_path / DATABASE).touch()
    assert read_marker(tmp_path) == Marker(story="")


def test_the_side_files_of_the_database_go_with_it(tmp_path: Path) -> None:
    for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", "demo.key"):
        (tmp_path / name).touch()
    remove_database(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["demo.key"]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The directories in which a demo would have been made."""
    directories: list[Path] = []
    monkeypatch.setattr(preparing, "_make", lambda directory, now, progress: directories.append(directory))
    monkeypatch.setattr(preparing, "_migrate", lambda: None)
    return directories


def prepared(directory: Path, *, reset: bool = False) -> list[str]:
    said: list[str] = []
    preparing.prepare(directory, reset=reset, say=said.append, progress=lambda done, of: None)
    return said


def old_demo(directory: Path) -> None:
    (directory / DATABASE).touch()
    Marker(story().digest, timezone.now() - timedelta(days=30)).write(directory)


@pytest.mark.django_db
def test_an_old_demo_in_which_nobody_worked_is_refreshed_and_says_so(
    tmp_path: Path, made: list[Path]
) -> None:
    old_demo(tmp_path)
    (sentence,) = prepared(tmp_path)
    assert "are made anew" in sentence
    assert made == [tmp_path]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("event", "is_kept"), [(Event.ADMINISTRATION_SENT, True), (Event.PROFILE_READ, False)]
)
def test_an_old_demo_is_kept_only_when_something_was_entered(
    tmp_path: Path, made: list[Path], event: Event, is_kept: bool
) -> None:
    organisation = create_organisation(slug="x", name="X", is_demo=True, label="test")
    old_demo(tmp_path)
    Marker(story().digest, timezone.now()).write(tmp_path)
    marker = read_marker(tmp_path)
    assert marker is not None
    trail.record(event, actor=setting_up(organisation, label="test"))
    assert marker.made_at is not None
    assert preparing.has_been_used_since(marker.made_at) is is_kept


@pytest.mark.django_db
def test_an_old_demo_with_own_work_stays_and_names_the_way_to_reset(tmp_path: Path, made: list[Path]) -> None:
    old_demo(tmp_path)
    create_organisation(slug="x", name="X", is_demo=True, label="test")
    (sentence,) = prepared(tmp_path)
    assert "make demo-reset" in sentence
    assert made == []


@pytest.mark.django_db
def test_a_reset_makes_it_anew_whatever_is_in_it(tmp_path: Path, made: list[Path]) -> None:
    Marker(story().digest, timezone.now()).write(tmp_path)
    (tmp_path / DATABASE).touch()
    assert prepared(tmp_path) == []
    assert made == []
    prepared(tmp_path, reset=True)
    assert made == [tmp_path]


def test_a_reset_leaves_a_foreign_database_alone(tmp_path: Path, made: list[Path]) -> None:
    (tmp_path / DATABASE).touch()
    with pytest.raises(NotTheDemo):
        prepared(tmp_path, reset=True)
    assert made == []
