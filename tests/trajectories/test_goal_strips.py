"""Strips of goal numbers: on the profile's own dates, to true scale, with every name inside the drawing."""

import pytest

from koers.psychometrics.plotting import NARROW, WIDE, RatedBy, RatedGoal, lay_out_profile, lay_out_ratings
from tests.trajectories.charts import wild_chart


@pytest.mark.parametrize("frame", [WIDE, NARROW], ids=["wide", "narrow"])
def test_T11_numbers_stand_on_the_dates_of_the_profile_and_names_stay_inside(frame) -> None:
    profile = lay_out_profile(wild_chart(8, 2), frame)
    days = (profile.time.first, profile.time.last)
    by = tuple(
        RatedBy(name, slot, ((days[0], 0), (days[1], 10))) for slot, name in enumerate(["kind", "moeder"])
    )
    layout = lay_out_ratings((RatedGoal("Samen eten", by), RatedGoal("Op tijd", by)), profile)
    assert len(layout.strips) == 2
    for strip in layout.strips:
        low, _middle, high = (rule.y1 for rule in strip.rules)
        for course in strip.courses:
            assert course.points == ((profile.time.x(days[0]), low), (profile.time.x(days[1]), high))
        for label in strip.labels:
            assert label.box.top >= 0
            assert label.box.right <= layout.width
            assert label.box.bottom <= layout.height + 1


def test_T11_two_who_end_alike_keep_their_names_apart() -> None:
    profile = lay_out_profile(wild_chart(8, 2), WIDE)
    by = tuple(RatedBy(name, 1, ((profile.time.last, 5),)) for name in ("moeder", "vader"))
    (strip,) = lay_out_ratings((RatedGoal("Samen eten", by),), profile).strips
    first, second = strip.labels[-2:]
    assert not first.box.overlaps(second.box)
