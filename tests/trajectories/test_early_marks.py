"""What happened long before the first list stands at the left edge, and leaves the lists their room."""

from datetime import date, timedelta

import pytest

from koers.families.goals.actions import NewGoal, add_goal
from koers.families.happenings.actions import NewHappening, add_happening
from koers.families.models import HappeningKind
from koers.psychometrics.plotting import NARROW, WIDE, MarkKind, PlottedMark, lay_out_profile
from koers.psychometrics.plotting.shapes import LabelKind
from tests.factories.world import World
from tests.trajectories.charts import START, chart, monthly, person

BOTH = pytest.mark.parametrize("frame", [WIDE, NARROW], ids=["wide", "narrow"])
LONG_AGO = date(2015, 5, 3)
LISTS = person(monthly([70, 69, 68]))


def mark(on: date, kind: MarkKind = MarkKind.EVENT, until: date | None = None) -> PlottedMark:
    return PlottedMark(kind, on, "verhuisd", until)


def marked(layout) -> list[str]:
    return [label.lines[0] for label in layout.labels if label.kind is LabelKind.MARK]


@BOTH
def test_T12_an_event_of_long_ago_stands_at_the_left_edge_with_arrow_and_date(frame) -> None:
    plain, layout = (lay_out_profile(chart(LISTS, marks=marks), frame) for marks in ((), (mark(LONG_AGO),)))
    assert (layout.time.first, layout.time.last) == (plain.time.first, plain.time.last)
    (glyph,) = layout.glyphs
    assert (glyph.box.left + glyph.box.right) / 2 == pytest.approx(layout.time.left)
    assert marked(layout) == ["← 3 mei 2015 · verhuisd"]
    assert glyph.words == "← 3 mei 2015 · verhuisd"


@BOTH
@pytest.mark.parametrize("kind", list(MarkKind))
def test_T58_marks_of_long_ago_stand_apart_inside_the_drawing_and_draw_no_upright(frame, kind) -> None:
    marks = tuple(mark(LONG_AGO + timedelta(days=n), kind) for n in range(3))
    layout = lay_out_profile(chart(LISTS, marks=marks), frame)
    assert layout.guides == ()
    boxes = [label.box for label in layout.labels if label.kind is LabelKind.MARK]
    assert len(boxes) == 3
    assert not any(one.overlaps(other) for place, one in enumerate(boxes) for other in boxes[:place])
    assert all(box.left >= 0 and box.right <= layout.width + 1 for box in boxes)


def test_T12_what_lasted_until_after_the_first_list_is_a_bar_from_the_edge() -> None:
    until = START + timedelta(days=30)
    (bar,) = lay_out_profile(chart(LISTS, marks=(mark(LONG_AGO, until=until),)), WIDE).glyphs
    layout = lay_out_profile(chart(LISTS), WIDE)
    assert bar.box.left == pytest.approx(layout.time.left)
    assert layout.time.day(bar.box.right) == pytest.approx(30)


def test_T12_what_happened_since_the_start_of_care_stands_on_its_own_day() -> None:
    began = START - timedelta(days=20)
    marks = (mark(START - timedelta(days=15)), mark(LONG_AGO))
    layout = lay_out_profile(chart(LISTS, marks=marks, since=began), WIDE)
    assert layout.time.first == START - timedelta(days=15)
    assert marked(layout) == ["verhuisd", "← 3 mei 2015 · verhuisd"]


def test_T11_numbers_of_long_ago_do_not_stretch_the_axis_and_later_ones_do() -> None:
    assert lay_out_profile(chart(LISTS, days=(LONG_AGO,)), WIDE).time.first == START
    later = START + timedelta(days=200)
    assert lay_out_profile(chart(LISTS, days=(later,)), WIDE).time.last == later


@pytest.mark.django_db
def test_T12_the_profile_shows_an_old_event_and_an_old_goal_at_the_edge(world: World, client_of) -> None:
    actor = world.actor("worker")
    new = NewHappening(HappeningKind.FAMILY, "scheiding", LONG_AGO)
    add_happening(actor=actor, family=world.linde, new=new)
    add_goal(actor=actor, family=world.linde, new=NewGoal("samen eten", LONG_AGO))
    svg = client_of(world.person["scientist"]).get(f"/families/{world.linde.pk}/profile.svg").text
    assert "← 3 mei 2015 · 1 · scheiding" in svg
    assert "← 3 mei 2015 · nieuw doel: samen eten" in svg
    assert 'data-d0="2015-05-03"' not in svg
