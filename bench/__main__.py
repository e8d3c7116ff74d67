"""Speed and memory: `python -m bench [start] [score] [profile] [caseload] [signals] [accuracy]`, or all.

`python -m bench durability` kills the server 200 times (KILLS=20: fewer); minutes, so only when named.
"""

import platform
import sys

from bench import caseload, durability, profile, score, signals, start
from bench.accuracy import report

PARTS = {
    "start": start.main,
    "score": score.main,
    "profile": profile.main,
    "caseload": caseload.main,
    "signals": signals.main,
    "accuracy": report.main,
    "durability": durability.main,
}


def main(names: list[str]) -> None:
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        raise SystemExit(f"There is no benchmark {unknown[0]!r}; choose from {', '.join(PARTS)}.")
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    for name in names or [one for one in PARTS if one != "durability"]:
        PARTS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
