"""The filled-in lists on a family's page: the newest in sight, earlier ones one press away."""

import re

from tests.factories.world import World, fill_in


def test_six_lists_stand_there_and_earlier_ones_unfold(world: World, client_of) -> None:
    for days_ago in (20, 30):
        fill_in(world, world.mother, days_ago=days_ago)
    html = client_of(world.person["worker"]).get(f"/families/{world.linde.pk}/").text
    section = html[html.index('id="lists"') :]
    in_sight, folded = section.split("<details", 1)
    links = r'href="/families/[^"]+/lists/[^"]+/correct/"'
    assert len(re.findall(links, in_sight)) == 6
    assert "4 eerdere lijsten" in folded
    assert len(re.findall(links, folded)) == 4
