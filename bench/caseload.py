"""The caseload of a worker and the page of a team among ten thousand families: queries and milliseconds."""

import statistics
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from uuid import uuid4

from bench.measuring import tell
from bench.profile import FAMILIES, measure, set_up

if TYPE_CHECKING:
    from koers.families.models import Family
    from tests.factories.world import World

OWN, OF_TEAM = 15, 600


def main() -> None:
    with TemporaryDirectory() as folder:
        set_up(Path(folder))
        from django.conf import settings
        from django.test import Client

        from bench.many_families import add_families
        from tests.factories.world import build_world

        world = build_world()
        add_families(world, FAMILIES)
        _fill(world)
        for who, address, name in (
            ("worker", "/families/", f"caseload of {OWN} families"),
            ("lead", "/team/", f"team of {OF_TEAM} families"),
        ):
            client = Client()
            client.force_login(world.person[who], backend=settings.AUTHENTICATION_BACKENDS[0])
            n_queries, times = measure(client, address, holds=b"badge")
            figure = f"{n_queries} queries, {statistics.median(times):.0f} ms at the median"
            tell(name, figure, "python -m bench caseload")


def _fill(world: "World") -> None:
    """Families with five lists of a mother each: the worker's own, and the rest of the team."""
    from koers.families.actions import NewParent
    from koers.families.models import Relation
    from tests.factories.world import fill_in, open_for

    for number in range(OF_TEAM - 2):
        name = "worker" if number < OWN - 2 else "colleague"
        family = open_for(world, name, f"Gezin {number}", [NewParent(Relation.MOTHER)])
        if name == "worker":
            for days_ago in (125, 95, 65, 35, 5):
                fill_in(world, family.parents.get(), days_ago=days_ago)
        else:
            _copy_signal(family)


def _copy_signal(family: "Family") -> None:
    """A point without the work of filling in five lists six hundred times."""
    from koers.trajectories.models import StoredSignal

    signal = StoredSignal.objects.current().filter(family__name="Gezin 0", instrument_id="voorbeeld-10").get()
    signal.pk, signal._state.adding = uuid4(), True
    signal.family, signal.parent, signal.child = family, family.parents.get(), family.children.get()
    signal.save(force_insert=True)
