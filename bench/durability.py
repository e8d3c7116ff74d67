"""`kill -9` of the whole server, again and again, while answers come in: is what it acknowledged there?

Parents change answers by their links and a worker enters paper lists, all over HTTP on loopback. After each
kill the database is read before the server starts again. KILLS in the environment gives another number.
"""

import json
import os
import random
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.client import HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from bench.measuring import tell

if TYPE_CHECKING:
    from tests.cli.installation_of_one_family import Visitor

KILLS = 200  # TRUST T-DUR 1
DAYS = 125  # back to the start of the help of the family that is made
FEWEST, MOST = 5, 100  # answers that are acknowledged before the kill, by chance
PATIENCE = 60  # seconds for them, on a machine that does much besides
ITEMS = [f"k{number:02}" for number in range(1, 11)]


@dataclass(slots=True)
class Found:
    """What the bench says in the end, counted in single answers."""

    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    slowest_start: float = 0.0


@dataclass(slots=True)
class Parent:
    """By link: one answer after the other, round and round. kept: number -> the value last acknowledged;
    asked: what was sent and not acknowledged, which may be there or not."""

    visitor: "Visitor"
    person: str
    code: str
    key: str = ""
    turn: int = 0
    kept: dict[int, int] = field(default_factory=dict)
    asked: tuple[int, int] | None = None
    n_acknowledged: int = 0

    def begin(self) -> None:
        self.visitor.see(f"/i/{self.code}")
        self.visitor.send("/fill/begin/", code=self.code)
        self.visitor.see("/fill/")
        self.key = self.visitor.hidden("form_key")

    def act(self) -> bool:
        number, value = self.turn % len(ITEMS) + 1, self.turn // len(ITEMS) % 4 + 1
        self.asked = (number, value)
        if not self.visitor.send(f"/fill/{number}/", answer=value, form_key=self.key):
            return False
        self.kept[number], self.asked = value, None
        self.turn += 1
        self.n_acknowledged += 1
        return True

    def lost(self, drafts: dict[tuple[str, str], int]) -> int:
        """How many acknowledged answers stand otherwise; the one under way may have come in."""
        return sum(
            found != value and (number, found) != self.asked
            for number, value in self.kept.items()
            for found in [drafts.get((self.person, ITEMS[number - 1]))]
        )


@dataclass(slots=True)
class Worker:
    """On paper: a list of each person for each day. sent: those that were acknowledged."""

    visitor: "Visitor"
    family: str
    waiting: list[tuple[str, str]]
    sent: list[tuple[str, str]] = field(default_factory=list)
    key: str = field(default_factory=lambda: str(uuid4()))

    def begin(self, password: str) -> None:
        self.visitor.see("/login/")
        self.visitor.send("/login/", login="worker", password=password)
        self.visitor.see(self._address(self.waiting[0][0]))

    def act(self) -> bool:
        """After a kill the same form once more: it may be there already, and is stored once."""
        if not self.waiting:
            return False
        person, day = self.waiting[0]
        answers = {f"answer-{item}": 2 for item in ITEMS}
        form = {"filled_on": day, "mode": "paper", "form_key": self.key, **answers}
        if not self.visitor.send(self._address(person), **form):
            return False
        self.sent.append(self.waiting.pop(0))
        self.key = str(uuid4())
        return True

    def _address(self, person: str) -> str:
        return f"/families/{self.family}/parents/{UUID(person)}/paper/"


@dataclass(slots=True)
class Load:
    parents: list[Parent]
    worker: Worker

    @classmethod
    def of(cls, made: dict[str, Any], port: int) -> "Load":
        from tests.cli.installation_of_one_family import Visitor

        today = date.today()  # noqa: DTZ011 - days that are past everywhere
        days = [(today - timedelta(days=back)).isoformat() for back in range(DAYS, 0, -1)]
        papers = [(person, day) for day in days for person in made["on_paper"]]
        parents = [Parent(Visitor(port), person, code) for person, code in made["links"]]
        return cls(parents, Worker(Visitor(port), made["family"], papers))

    @property
    def n_acknowledged(self) -> int:
        return sum(one.n_acknowledged for one in self.parents) + len(ITEMS) * len(self.worker.sent)

    def begin(self, password: str) -> None:
        self.worker.begin(password)
        for parent in self.parents:
            parent.begin()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Everybody at once until the block is left; a connection that breaks off ends a hand."""
        stop = Event()
        with ThreadPoolExecutor(len(self.parents) + 1) as hands:
            work: list[Future[None]] = [
                hands.submit(_go_on, who, stop) for who in (*self.parents, self.worker)
            ]
            try:
                yield
            finally:
                stop.set()
        for one in work:
            one.result()


def _go_on(who: Parent | Worker, stop: Event) -> None:
    try:
        while not stop.is_set() and who.act():
            pass
    except (OSError, HTTPException):
        return


def main() -> None:
    kills = int(os.environ.get("KILLS", KILLS))
    with TemporaryDirectory() as folder:
        found = _killed_again_and_again(Path(folder) / "data", kills)
    figure = f"{found.acknowledged} answers acknowledged, {found.lost} lost, {found.doubled} lists doubled"
    rest = f"{kills} kills; slowest start {found.slowest_start:.1f} s"
    tell("what was acknowledged is there", f"{figure} ({rest})", "kill -9 of koers serve under load")
    if found.lost or found.doubled:
        raise SystemExit("an acknowledged answer is lost or doubled")


def _killed_again_and_again(place: Path, kills: int) -> Found:
    from tests.cli.installation_of_one_family import PASSWORD
    from tests.cli.programs import free_port
    from tests.cli.test_killed import prepared

    place.mkdir(mode=0o700)
    port, chance, found = free_port(), random.Random(1), Found()
    load = Load.of(prepared(place), port)
    with _server(place, port, found) as kill:
        load.begin(PASSWORD)
        kill()
    for _kill in range(kills):
        with _server(place, port, found) as kill, load.running():
            _until_acknowledged(load, chance.randint(FEWEST, MOST))
            kill()
        _check(place, load, found)
    found.acknowledged = load.n_acknowledged
    return found


@contextmanager
def _server(place: Path, port: int, found: Found) -> Iterator[Any]:
    """Gives what kills it with all its workers, as by a power cut to the processes."""
    from tests.cli.programs import killed, serving
    from tests.cli.test_killed import MORE

    began = time.perf_counter()
    command = ("serve", "--bind", f"127.0.0.1:{port}")
    with serving(*command, port=port, data_dir=place, is_group=True, **MORE) as server:
        found.slowest_start = max(found.slowest_start, time.perf_counter() - began)
        yield lambda: killed(server)


def _until_acknowledged(load: Load, more: int) -> None:
    enough, until = load.n_acknowledged + more, time.monotonic() + PATIENCE
    while load.n_acknowledged < enough:
        if time.monotonic() > until:
            raise SystemExit("the server acknowledges too little: nothing measured")
        time.sleep(0.002)


def _check(place: Path, load: Load, found: Found) -> None:
    """Every acknowledged list, complete and once, and the answers under way; read before the next start."""
    with closing(sqlite3.connect(place / "koers.sqlite3")) as database:
        if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise SystemExit("the database is damaged")
        drafts = {
            (person, item): value
            for person, item, value in database.execute(
                "SELECT i.parent_id, r.item, r.value FROM measurements_itemresponse r "
                "JOIN measurements_invitation i ON i.id = r.invitation_id"
            )
        }
        lists: dict[tuple[str, str], list[dict[str, int]]] = {}
        query = "SELECT parent_id, filled_on, answers FROM measurements_administration"
        for person, day, answers in database.execute(query):
            lists.setdefault((person, day), []).append(json.loads(answers))
    found.lost += sum(parent.lost(drafts) for parent in load.parents)
    whole = dict.fromkeys(ITEMS, 2)
    found.lost += len(ITEMS) * sum(whole not in lists.get(one, []) for one in load.worker.sent)
    found.doubled += sum(len(rows) > 1 for rows in lists.values())
