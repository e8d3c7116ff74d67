"""A server that is killed in the middle of entry: what it acknowledged is there after it starts again."""

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.client import HTTPException
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import UUID

import pytest

from tests.cli.installation_of_one_family import PASSWORD, Visitor
from tests.cli.programs import KEY, environment, free_port, killed, serving
from tests.repository.source import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]
ITEMS = [f"k{number:02}" for number in range(1, 11)]
MORE = {"KOERS_SECRET_KEY": KEY, "KOERS_INSECURE_LOOPBACK": "yes"}
KILLED_AFTER = 4  # lists that were acknowledged; by then others are half-way
SECONDS = 120  # at most, on a machine that does much besides


@dataclass
class Entry:
    """One person's list. kept: the answers, by number, that the server said it had; is_sent: the list too."""

    parent: str
    value: int
    visitor: Visitor
    code: str = ""
    key: str = ""
    kept: list[int] = field(default_factory=list)
    is_sent: bool = False

    def go_on(self) -> None:
        """By link: from the first question that is open to the end, as often as it is needed."""
        visitor = self.visitor
        if not self.key:
            visitor.see(f"/i/{self.code}")
            assert visitor.send("/fill/begin/", code=self.code)
            visitor.see("/fill/")
            self.key = visitor.hidden("form_key")
        for number in range(len(self.kept) + 1, len(ITEMS) + 1):
            if visitor.send(f"/fill/{number}/", answer=self.value, form_key=self.key):
                self.kept.append(number)
        self.is_sent = visitor.send("/fill/send/", form_key=self.key) or self.is_sent

    def put_in(self, family: str) -> None:
        """On paper, by the worker: the page sent once more is the same list."""
        path = f"/families/{family}/parents/{UUID(self.parent)}/paper/"
        self.visitor.see(path)
        self.key = self.key or self.visitor.hidden("form_key")
        answers = {f"answer-{item}": self.value for item in ITEMS}
        day = (date.today() - timedelta(days=1)).isoformat()  # noqa: DTZ011 - a day that is past everywhere
        self.is_sent = (
            self.visitor.send(path, filled_on=day, mode="paper", form_key=self.key, **answers) or self.is_sent
        )


@dataclass
class Everybody:
    """All who fill in a list, by link or on paper, each with an answer of the own."""

    family: str
    by_link: list[Entry]
    on_paper: list[Entry]

    @classmethod
    def of(cls, made: dict[str, Any], port: int) -> "Everybody":
        links = [
            Entry(parent, place % 4 + 1, Visitor(port), code)
            for place, (parent, code) in enumerate(made["links"])
        ]
        papers = [
            Entry(parent, place % 4 + 1, Visitor(port)) for place, parent in enumerate(made["on_paper"])
        ]
        return cls(made["family"], links, papers)

    @property
    def entries(self) -> list[Entry]:
        return [*self.by_link, *self.on_paper]

    @property
    def sent(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_sent]

    def fill_in(self, port: int) -> None:
        """Everybody as far as the server lives; whoever was not done goes on where the server stopped."""
        worker = Visitor(port)
        worker.see("/login/")
        assert worker.send("/login/", login="worker", password=PASSWORD)
        for entry in self.by_link:
            entry.visitor.port = port
        for entry in self.on_paper:
            entry.visitor = worker
        with ThreadPoolExecutor(4) as hands:
            done = [hands.submit(_until_dead, entry.go_on) for entry in self.by_link if not entry.is_sent]
            done.append(hands.submit(_until_dead, self._papers))
        for one in done:
            one.result()

    def _papers(self) -> None:
        for entry in self.on_paper:
            entry.put_in(self.family)


def _until_dead(act: Callable[[], None]) -> None:
    with suppress(OSError, HTTPException):
        act()


def stored(place: Path) -> dict[str, list[dict[str, int]]]:
    """The lists of each person, as they stand in the database."""
    found: dict[str, list[dict[str, int]]] = {}
    with closing(sqlite3.connect(f"file:{place / 'koers.sqlite3'}?mode=ro", uri=True)) as database:
        for parent, answers in database.execute("SELECT parent_id, answers FROM measurements_administration"):
            found.setdefault(parent, []).append(json.loads(answers))
    return found


def drafts(place: Path) -> set[tuple[str, str, int]]:
    """Who answered what and has not sent it."""
    query = (
        "SELECT i.parent_id, r.item, r.value FROM measurements_itemresponse r "
        "JOIN measurements_invitation i ON i.id = r.invitation_id"
    )
    with closing(sqlite3.connect(f"file:{place / 'koers.sqlite3'}?mode=ro", uri=True)) as database:
        return set(database.execute(query))


def whole(entry: Entry) -> dict[str, int]:
    return dict.fromkeys(ITEMS, entry.value)


def check_what_was_acknowledged(place: Path, everybody: Everybody) -> None:
    with closing(sqlite3.connect(place / "koers.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    lists, open_answers = stored(place), drafts(place)
    for entry in everybody.entries:
        found = lists.get(entry.parent, [])
        assert len(found) <= 1
        if entry.is_sent:
            assert found == [whole(entry)]
        elif not found:  # a list whose acknowledgement died with the server is no fault
            kept = {(entry.parent, ITEMS[number - 1], entry.value) for number in entry.kept}
            assert kept <= open_answers


def test_T_DUR_1_a_killed_server_loses_no_acknowledged_list_and_doubles_none(tmp_path: Path) -> None:
    place, port = tmp_path / "koers data", free_port()
    place.mkdir(mode=0o700)
    everybody = Everybody.of(prepared(place), port)
    serve = ("serve", "--bind", f"127.0.0.1:{port}")
    with serving(*serve, port=port, data_dir=place, is_group=True, **MORE) as server:
        filling = Thread(target=everybody.fill_in, args=(port,))
        filling.start()
        until = time.monotonic() + SECONDS
        while len(everybody.sent) < KILLED_AFTER and time.monotonic() < until:
            time.sleep(0.002)
        killed(server)
        filling.join()
    assert KILLED_AFTER <= len(everybody.sent) < len(everybody.entries)  # it died in the middle
    check_what_was_acknowledged(place, everybody)
    with serving(*serve, port=port, data_dir=place, **MORE):
        check_what_was_acknowledged(place, everybody)
        everybody.fill_in(port)
    assert stored(place) == {entry.parent: [whole(entry)] for entry in everybody.entries}
    assert drafts(place) == set()


def prepared(place: Path) -> dict[str, Any]:
    script = "from tests.cli.installation_of_one_family import prepare; prepare()"
    made = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(place, MORE | {"PYTHONPATH": str(ROOT)}),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    found: dict[str, Any] = json.loads(made.stdout)
    return found
