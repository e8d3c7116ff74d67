"""Answers to voorbeeld-10 as a person would write them down, and the command run on them."""

from pathlib import Path

import pytest

from koers.cli.main import main

ITEMS = ",".join(f"k{place:02}" for place in range(1, 11))
HEAD = f"respondent_id,date,child_age,{ITEMS}"
# Every item of voorbeeld-10 is reversed: 1,2,3,4,1,2,3,4,1,2 -> 27, in the table of 0-3 years T 62.
ONE = "p1,2026-01-31,3,1,2,3,4,1,2,3,4,1,2"
TWO = "p2,2026-02-28,12,4,4,4,4,4,4,4,4,4,4"


def write(folder: Path, *rows: str, head: str = HEAD, name: str = "answers.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    return path


class Command:
    """Runs `koers …` and keeps what it wrote."""

    def __init__(self, capfd: pytest.CaptureFixture[str]) -> None:
        self._capfd = capfd

    def __call__(self, *args: str | Path) -> tuple[int, str, str]:
        code = main([str(arg) for arg in args])
        out, err = self._capfd.readouterr()
        return code, out, err

    def refused(self, *args: str | Path) -> str:
        """The one line of an error, after checking that it is one line and nothing else came out."""
        code, out, err = self(*args)
        assert (code, out) == (1, ""), err
        assert err.startswith("koers: ")
        assert err.count("\n") == 1
        return err.removeprefix("koers: ").strip()
