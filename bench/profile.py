"""The pages of one family among ten thousand others: its profile, and the family itself."""

from bench.database import FAMILIES, world_of_many
from bench.pages import Page, measure

COMMAND = "python -m bench profile"


def main() -> None:
    world = world_of_many()
    from koers.trajectories.actions import skip_expectation

    newest = [parent.administrations.latest("filled_on") for parent in (world.mother, world.father)]
    skip_expectation(actor=world.actor("worker"), administrations=newest)
    among, family = f"among {FAMILIES:,} families", f"/families/{world.linde.pk}/"
    measure(world, Page(f"profile {among}", "worker", f"{family}profile/", b"<svg"), command=COMMAND)
    measure(world, Page(f"family {among}", "worker", family, b"Linde"), command=COMMAND)
