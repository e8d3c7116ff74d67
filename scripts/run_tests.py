"""Runs the whole suite in stages and says at the end what ran and what was skipped, with the reason."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROME_ON_MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
LOCAL_POSTGRES = "postgresql:///postgres"
WORKERS = os.environ.get("KOERS_TEST_WORKERS", "2")
NO_TESTS_COLLECTED = 5
PDF_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
LOADS_PANGO = """
import sys
try:
    import weasyprint
except (ImportError, OSError):
    sys.exit(1)
"""


class Stopped(Exception):
    """Somebody ended the run with Ctrl-C or SIGTERM."""


@dataclass
class Report:
    lines: list[str] = field(default_factory=list)
    failed: bool = False

    def ran(self, name: str, code: int, seconds: float) -> None:
        outcome = {0: "passed", NO_TESTS_COLLECTED: "FAILED: no test was found"}.get(code, "FAILED")
        self.failed |= code != 0
        self.lines.append(f"{name}: {outcome} ({seconds:.0f} s)")

    def skipped(self, name: str, reason: str, *, required: bool) -> None:
        self.failed |= required
        self.lines.append(f"{name}: {'REQUIRED BUT ' if required else ''}skipped, {reason}")


def run(command: list[str], extra: dict[str, str] | None = None) -> int:
    """Run to the end; when this process is stopped, the child ends first."""
    with subprocess.Popen(command, env=os.environ | (extra or {})) as child:
        try:
            return child.wait()
        except KeyboardInterrupt:  # the terminal has sent it to the child as well
            child.wait()
            raise
        except Stopped:
            child.send_signal(signal.SIGINT)
            child.wait()
            raise


def run_stage(report: Report, name: str, marks: str, extra: dict[str, str] | None = None) -> None:
    print(f"\n--- {name} ---", flush=True)
    began = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "-n", WORKERS, "-m", marks]
    code = run(command, extra)
    report.ran(name, code, time.monotonic() - began)


def is_required(what: str) -> bool:
    return os.environ.get(f"KOERS_REQUIRE_{what}", "") == "1"


# --- Chromium ---


def find_chromium() -> str | None:
    given = os.environ.get("KOERS_CHROMIUM")
    if given:
        return given
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    return found or (CHROME_ON_MACOS if Path(CHROME_ON_MACOS).exists() else None)


def install_packages(what: str, *packages: str) -> None:
    """Through the system's package manager, where this user may use it without being asked."""
    apt = shutil.which("apt-get")
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if apt is None or (prefix and (shutil.which("sudo") is None or run(["sudo", "-n", "true"]) != 0)):
        return
    print(f"Installing {what} ...", flush=True)
    run([*prefix, apt, "update", "-qq"])
    run([*prefix, apt, "install", "-qq", "-y", "--no-install-recommends", *packages])


def run_browser_stage(report: Report) -> None:
    name = "browser tests"
    if find_chromium() is None:
        install_packages("Chromium for the browser tests", "chromium")
    chromium = find_chromium()
    if chromium is None:
        reason = "there is no Chromium: install it (Debian: apt-get install chromium) or set KOERS_CHROMIUM"
        report.skipped(name, reason, required=is_required("BROWSER"))
        return
    run_stage(report, name, "browser", {"KOERS_CHROMIUM": chromium})


# --- the PDF library's parts of the system ---


def makes_pdf() -> bool:
    """Asked in a process of its own, because a library that failed to load once stays so."""
    return run([sys.executable, "-c", LOADS_PANGO]) == 0


def prepare_pdf(report: Report) -> None:
    """The tests that make a file skip themselves without these; here that is said."""
    if not makes_pdf():
        install_packages("the parts with which the PDF file is set", *PDF_PACKAGES)
    if not makes_pdf():
        reason = f"Pango is missing: install it (Debian: apt-get install {' '.join(PDF_PACKAGES)})"
        report.skipped("tests that make a PDF file", reason, required=is_required("PDF"))


# --- PostgreSQL ---


def why_no_postgres(url: str) -> str | None:
    """None when a server answers and lets this user make a test database."""
    import psycopg  # only here: a run of the fast tests needs no driver

    question = "select rolcreatedb or rolsuper from pg_roles where rolname = current_user"
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            may_create = connection.execute(question).fetchone()
    except psycopg.OperationalError as error:
        where = "KOERS_TEST_POSTGRES_URL" if "KOERS_TEST_POSTGRES_URL" in os.environ else "the local socket"
        return f"no server answers at {where} ({str(error).strip().splitlines()[0]})"
    return None if may_create and may_create[0] else "the server's role may not create databases"


def run_postgres_stage(report: Report) -> None:
    name = "tests that touch the database, on PostgreSQL"
    url = os.environ.get("KOERS_TEST_POSTGRES_URL", LOCAL_POSTGRES)
    reason = why_no_postgres(url)
    if reason is not None:
        report.skipped(name, reason, required=is_required("POSTGRES"))
        return
    run_stage(report, name, "not browser", {"KOERS_TEST_ON_POSTGRES": "1", "KOERS_TEST_POSTGRES_URL": url})


def run_all(report: Report, *, is_fast: bool) -> None:
    if is_fast:
        run_stage(report, "fast tests on SQLite", "not browser and not slow")
        return
    prepare_pdf(report)
    run_stage(report, "all but the browser tests, on SQLite", "not browser")
    run_browser_stage(report)
    run_postgres_stage(report)


def stop(_number: int, _frame: object) -> None:
    raise Stopped


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fast", action="store_true", help="leave out browser, slow tests and PostgreSQL")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, stop)
    report = Report()
    try:
        run_all(report, is_fast=arguments.fast)
    except (KeyboardInterrupt, Stopped):
        report.lines.append("stopped before the end")
        report.failed = True
    print("\n" + "\n".join(report.lines))
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
