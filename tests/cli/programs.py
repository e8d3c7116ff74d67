"""The `koers` command as a program of its own, in a directory with a space in its name."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

KEY = "a-key-for-tests-only-of-0123456789-different-characters"
NEEDED = ("PATH", "HOME", "LANG", "TMPDIR")
# `python -m` would need a package entry; this is what the installed command does.
KOERS = (sys.executable, "-c", "from koers.cli.main import run; run()")


class Answer(NamedTuple):
    status: int
    body: str


def environment(data_dir: Path, more: Mapping[str, str]) -> dict[str, str]:
    own = {name: os.environ[name] for name in NEEDED if name in os.environ}
    return own | {"KOERS_DATA_DIR": str(data_dir)} | dict(more)


def koers(*args: str, data_dir: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return typed("", *args, data_dir=data_dir, **more)


def typed(line: str, *args: str, data_dir: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """The command with a line on its standard input, as from a pipe."""
    return subprocess.run(
        [*KOERS, *args],
        input=f"{line}\n",
        env=environment(data_dir, more),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(port: int, path: str, **headers: str) -> Answer:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(
            "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        answer = connection.getresponse()
        return Answer(answer.status, answer.read().decode())
    finally:
        connection.close()


@contextmanager
def serving(
    *args: str, port: int, data_dir: Path, is_group: bool = False, **more: str
) -> Iterator[subprocess.Popen[str]]:
    """The server, once it answers; whoever leaves the block has ended it or it is ended here.

    is_group: server and workers are a group of their own, for `killed`.
    """
    process = subprocess.Popen(
        [*KOERS, *args],
        env=environment(data_dir, more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=is_group,
    )
    try:
        _wait(process, port)
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        if process.stdout and not process.stdout.closed:
            process.stdout.close()


def _wait(process: subprocess.Popen[str], port: int) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until and process.poll() is None:
        try:
            if get(port, "/health/").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    output = process.stdout.read() if process.stdout and process.poll() is not None else ""
    raise AssertionError(f"the server did not answer: {output}")


def killed(process: subprocess.Popen[str]) -> None:
    """As by `kill -9` or a power cut: no process of the group gets to say anything."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def ended(process: subprocess.Popen[str], *, by: signal.Signals) -> tuple[int, str]:
    """Exit code and all output after the signal."""
    process.send_signal(by)
    output, _none = process.communicate(timeout=30)
    return process.returncode, output
