"""Time and memory of a command, and the way a figure is told."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

KOERS = Path(sys.executable).with_name("koers")
KIB_PER_MIB = 1024
# ru_maxrss is in kilobytes on Linux and in bytes on macOS (getrusage(2))
UNITS_PER_KIB = 1024 if sys.platform == "darwin" else 1


@dataclass(frozen=True, slots=True)
class Run:
    seconds: float
    peak_mib: float


def run(arguments: list[str], *, directory: Path | None = None) -> Run:
    """Run `koers` with these arguments to the end; a failure ends the benchmark."""
    began = time.perf_counter()
    process = subprocess.Popen([str(KOERS), *arguments], cwd=directory, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"koers {' '.join(arguments)} ended with {process.returncode}")
    return Run(seconds, usage.ru_maxrss / UNITS_PER_KIB / KIB_PER_MIB)


def tell(what: str, figure: str, command: str) -> None:
    print(f"{what}: {figure}\n    {command}", flush=True)
