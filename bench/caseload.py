"""Lists of families among ten thousand: the caseload of a worker, the page of a team, all its families."""

from bench.database import FAMILIES, world_of_many
from bench.pages import Page, measure

COMMAND = "python -m bench caseload"


def main() -> None:
    world = world_of_many()
    from bench.many_families import CASELOAD, TEAM

    for who, address, what in (
        ("worker", "/families/", f"caseload of {CASELOAD} families"),
        ("lead", "/team/", f"team page of {TEAM} families"),
        ("lead", "/families/", f"all {TEAM} families of a team"),
    ):
        page = Page(f"{what} among {FAMILIES:,}", who, address, holds=b"Bank 12")
        measure(world, page, command=COMMAND)
