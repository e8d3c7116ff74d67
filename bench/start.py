"""How long `koers --help` takes: what every use of the command line pays."""

import statistics

from bench.measuring import run, tell

TIMES = 7


def main() -> None:
    seconds = [run(["--help"]).seconds for _ in range(TIMES)]
    figure = f"{statistics.median(seconds):.2f} s (median of {TIMES}, slowest {max(seconds):.2f} s)"
    tell("start of the command line", figure, "koers --help")
