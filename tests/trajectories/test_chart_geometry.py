from dataclasses import replace
from datetime import timedelta
from itertools import combinations, pairwise

import pytest

from koers.psychometrics.plotting import (
    NARROW,
    WIDE,
    Box,
    CourseShape,
    ExpectedCourse,
    MarkKind,
    MiniFrame,
    PlottedMark,
    PlottedPerson,
    ProfileLayout,
    lay_out_mini_course,
    lay_out_profile,
)
from koers.psychometrics.plotting.inputs import BorderSide
from koers.psychometrics.plotting.lettering import shorten, text_width, wrap
from koers.psychometrics.plotting.placing import FreeSpace, keep_apart, pack_rows, spread
from koers.psychometrics.plotting.shapes import LabelKind
from tests.trajectories.charts import (
    FRAMES,
    NAMES,
    SIZES,
    START,
    chart,
    monthly,
    person,
    scores,
    wild_chart,
    words,
)

BOTH = pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES.keys())
EVERY_SIZE = pytest.mark.parametrize(("n_persons", "frame"), SIZES)


def labels(layout: ProfileLayout, *kinds: LabelKind) -> list[str]:
    found = [label for label in layout.labels if label.kind in kinds]
    found.sort(key=lambda label: (label.box.top, label.box.left))
    return [" ".join([*label.lines, label.tail]).strip() for label in found]


def overlaps(layout: ProfileLayout) -> list[tuple[str, str]]:
    pairs = combinations(layout.labels, 2)
    return [(one.lines[0], other.lines[0]) for one, other in pairs if one.box.overlaps(other.box)]


# --- positions ---


@EVERY_SIZE
def test_T50_T51_positions_read_back_to_dates_and_scores(n_persons: int, frame: str) -> None:
    for n_scores in range(1, 25):
        layout = lay_out_profile(wild_chart(n_scores, n_persons), FRAMES[frame])
        assert len(layout.markers) == n_scores * n_persons
        for marker in layout.markers:
            assert layout.time.day(marker.x) == pytest.approx((marker.on - layout.time.first).days, abs=0.001)
            shown = min(max(marker.t, 40), 80)
            assert layout.score.t(marker.y) == pytest.approx(shown, abs=0.001)


@BOTH
def test_T51_the_score_axis_runs_upward_from_40_to_80(frame) -> None:
    layout = lay_out_profile(chart(person(monthly([70, 60, 50]))), frame)
    assert labels(layout, LabelKind.AXIS) == ["80", "70", "60", "50", "40"]
    assert [marker.y for marker in layout.markers] == sorted(marker.y for marker in layout.markers)


@BOTH
def test_T51_a_value_outside_the_axis_stands_at_the_edge_with_its_number(frame) -> None:
    layout = lay_out_profile(chart(person(monthly([84.4, 80, 40, 36.6]))), frame)
    high, at_top, at_bottom, low = layout.markers
    assert (high.y, low.y) == (layout.plot.top, layout.plot.bottom)
    assert (high.outside, low.outside) == (BorderSide.ABOVE, BorderSide.BELOW)
    assert (at_top.outside, at_bottom.outside) == (None, None)
    assert labels(layout, LabelKind.OUTSIDE) == ["84", "37"]


@BOTH
def test_T50_dates_stand_to_scale(frame) -> None:
    days = [START, START + timedelta(days=10), START + timedelta(days=40)]
    layout = lay_out_profile(chart(person([(day, 60.0) for day in days])), frame)
    first, second, third = (marker.x for marker in layout.markers)
    assert (third - second) / (second - first) == pytest.approx(3)


def test_T40_a_single_score_stands_in_the_middle() -> None:
    layout = lay_out_profile(chart(person([(START, 61.0)])), WIDE)
    assert layout.markers[0].x == pytest.approx((layout.plot.left + layout.plot.right) / 2)
    assert layout.runs == ()


def test_T52_borders_stand_at_their_scores_and_tints_between_them() -> None:
    layout = lay_out_profile(chart(person(monthly([66, 60]))), WIDE)
    assert [layout.score.t(border.y1) for border in layout.borders] == pytest.approx([60, 64])
    assert [layout.score.t(tint.box.bottom) for tint in layout.tints] == pytest.approx([60, 64])
    assert layout.tints[-1].box.top == layout.plot.top


def test_a_chart_without_any_score_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one T-score"):
        lay_out_profile(chart(PlottedPerson("moeder", 1, ())), WIDE)


def test_a_respondent_outside_the_four_slots_is_refused() -> None:
    with pytest.raises(ValueError, match="not 5"):
        PlottedPerson("buurvrouw", 5, ())


# --- texts ---


@EVERY_SIZE
def test_U28_no_two_texts_overlap_and_nothing_is_cut(n_persons: int, frame: str) -> None:
    for n_scores in (*range(1, 25), 40):
        layout = lay_out_profile(wild_chart(n_scores, n_persons), FRAMES[frame])
        sheet = Box(0, 0, layout.width, layout.height)
        assert overlaps(layout) == []
        assert [label.lines for label in layout.labels if not sheet.holds(label.box)] == []
        assert [glyph for glyph in layout.glyphs if not sheet.holds(glyph.box)] == []


@EVERY_SIZE
def test_T52_no_band_word_stands_inside_the_plot(n_persons: int, frame: str) -> None:
    layout = lay_out_profile(wild_chart(8, n_persons), FRAMES[frame])
    names = [label for label in layout.labels if label.kind is LabelKind.BAND]
    assert len(names) == 3
    assert all(label.box.right <= layout.plot.left for label in names)


@EVERY_SIZE
def test_U29_every_line_has_its_name_and_newest_value(n_persons: int, frame: str) -> None:
    for n_scores in range(1, 25):
        layout = lay_out_profile(wild_chart(n_scores, n_persons), FRAMES[frame])
        named = [label for label in layout.labels if label.kind is LabelKind.NAME]
        assert len(named) == n_persons
        assert len({(label.lines, label.tail) for label in named}) == n_persons


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES.keys())
def test_U29_four_lines_ending_one_point_apart_keep_their_names_apart(frame) -> None:
    persons = [person(monthly([70, 65, 60.0 + slot]), NAMES[slot], slot + 1) for slot in range(4)]
    layout = lay_out_profile(chart(*persons), frame)
    assert overlaps(layout) == []
    assert len(labels(layout, LabelKind.NAME)) == 4


def test_names_in_the_column_keep_the_order_of_the_lines() -> None:
    persons = [person(monthly([70, 60.0 + slot]), NAMES[slot], slot + 1) for slot in range(4)]
    values = [name.split()[-1] for name in labels(lay_out_profile(chart(*persons), WIDE), LabelKind.NAME)]
    assert values == ["63", "62", "61", "60"]


def test_a_name_that_had_to_move_is_led_back_to_its_line() -> None:
    apart = chart(person(monthly([70, 70])), person(monthly([70, 50]), "vader", 2))
    close = chart(person(monthly([70, 60])), person(monthly([70, 59]), "vader", 2))
    assert lay_out_profile(apart, WIDE).leaders == ()
    assert len(lay_out_profile(close, WIDE).leaders) == 2


def test_a_line_that_stopped_is_named_where_it_stopped() -> None:
    stopped = person(monthly([60, 61]), "vader", 2)
    layout = lay_out_profile(chart(person(monthly([70] * 8)), stopped), WIDE)
    name = next(label for label in layout.labels if label.lines == ("vader",))
    assert layout.plot.holds(name.box)


def test_T42_the_derived_start_is_labelled_in_the_plot() -> None:
    start = PlottedPerson("moeder", 1, scores(monthly([70, 66]), derived=0))
    layout = lay_out_profile(chart(start), NARROW)
    assert [marker.is_derived for marker in layout.markers] == [True, False]
    assert labels(layout, LabelKind.DERIVED) == ["uit de lange lijst"]


def test_T42_several_derived_starts_are_explained_in_the_key_with_their_markers() -> None:
    both = [PlottedPerson(NAMES[n], n + 1, scores(monthly([70, 66]), derived=0)) for n in (0, 1)]
    layout = lay_out_profile(chart(*both), WIDE)
    assert labels(layout, LabelKind.KEY) == ["uit de lange lijst"]
    assert [entry.slot for entry in layout.key] == [1, 2]


@BOTH
def test_T50_date_labels_are_thinned_but_every_list_keeps_its_tick(frame) -> None:
    days = [START + timedelta(days=7 * week) for week in range(24)]
    layout = lay_out_profile(chart(person([(day, 60.0) for day in days])), frame)
    shown = [label for label in layout.labels if label.kind is LabelKind.DATE]
    assert len(layout.ticks) == 24
    assert 3 <= len(shown) < 24
    assert shown[-1].lines == ("11 feb",)


def test_years_are_shown_only_when_there_is_more_than_one() -> None:
    one_year = lay_out_profile(chart(person(monthly([60, 61]))), WIDE)
    two_years = lay_out_profile(chart(person(monthly([60, 61, 62, 63, 64, 65]))), WIDE)
    assert labels(one_year, LabelKind.YEAR) == []
    assert labels(two_years, LabelKind.YEAR) == ["2025", "2026"]


def test_fictitious_norms_are_named_in_the_figure_and_real_ones_are_not() -> None:
    fictitious = lay_out_profile(chart(person(monthly([60, 61]))), NARROW)
    real = lay_out_profile(chart(person(monthly([60, 61])), words=words(norms_note="")), NARROW)
    assert labels(fictitious, LabelKind.NOTE) == ["voorbeeldnormen"]
    assert labels(real, LabelKind.NOTE) == []


# --- lines ---


def test_U31_a_missed_planned_measurement_is_not_bridged_by_a_solid_line() -> None:
    days = [START, START + timedelta(days=30), START + timedelta(days=92), START + timedelta(days=122)]
    layout = lay_out_profile(chart(person([(day, 60.0) for day in days])), WIDE)
    thin = [run for run in layout.runs if run.is_thin]
    solid = [run for run in layout.runs if not run.is_thin]
    assert [len(run.points) for run in solid] == [2, 2]
    assert [layout.time.day(x) for run in thin for x, _ in run.points] == pytest.approx([30, 92])


def test_U31_a_list_that_is_some_weeks_late_is_not_a_gap() -> None:
    days = [START, START + timedelta(days=30), START + timedelta(days=80)]
    layout = lay_out_profile(chart(person([(day, 60.0) for day in days])), WIDE)
    assert [run.is_thin for run in layout.runs] == [False]


def test_a_recorded_missed_list_makes_the_line_thin_and_marks_the_axis() -> None:
    missed = START + timedelta(days=10)
    layout = lay_out_profile(chart(person(monthly([60, 62]), missed=(missed,))), WIDE)
    assert [run.is_thin for run in layout.runs] == [True]
    assert [layout.time.day(one.x) for one in layout.missed] == pytest.approx([10])
    assert labels(layout, LabelKind.KEY) == ["niet ingevuld"]


def test_T43_all_points_are_drawn_in_the_order_of_their_dates() -> None:
    layout = lay_out_profile(wild_chart(12, 3), WIDE)
    days = [marker.on for marker in layout.markers]
    assert len(layout.markers) == 36
    assert days == sorted(days)


def test_a_point_under_another_persons_point_sticks_out() -> None:
    same = monthly([60, 62])
    layout = lay_out_profile(chart(person(same), person(same, "vader", 2)), WIDE)
    sizes = [(marker.slot, marker.size > 1) for marker in layout.markers]
    assert sizes == [(1, True), (2, False), (1, True), (2, False)]


@pytest.mark.parametrize(
    ("shape", "until", "expected"),
    [
        (CourseShape.STEADY, None, [(0, 70), (120, 70)]),
        (CourseShape.DECLINE, None, [(0, 70), (120, 64)]),
        (CourseShape.DECLINE, START + timedelta(days=60), [(0, 70), (60, 67)]),
        (CourseShape.RISE_THEN_DECLINE, START + timedelta(days=40), [(0, 70), (40, 72), (120, 68)]),
        (CourseShape.RISE_THEN_DECLINE, START + timedelta(days=900), [(0, 70), (120, 76)]),
    ],
)
def test_T47_the_expected_course_has_the_agreed_shape(shape, until, expected) -> None:
    hoped = ExpectedCourse(shape, START, 70.0, until)
    layout = lay_out_profile(chart(person(monthly([70] * 5), expected=hoped)), WIDE)
    (line,) = layout.expectations
    found = [(layout.time.day(x), layout.score.t(y)) for x, y in line.points]
    assert found == [pytest.approx(pair) for pair in expected]
    assert labels(layout, LabelKind.EXPECTED) == ["verwacht (moeder)"]


@pytest.mark.parametrize(
    ("start", "corners"), [(41.0, [(0, 41), (20, 40), (120, 40)]), (82.0, [(0, 80), (40, 80), (120, 76)])]
)
def test_T51_an_expected_course_outside_the_axis_follows_the_edge(start, corners) -> None:
    hoped = ExpectedCourse(CourseShape.DECLINE, START, start)
    layout = lay_out_profile(chart(person(monthly([start] * 5), expected=hoped)), WIDE)
    (line,) = layout.expectations
    found = [(layout.time.day(x), layout.score.t(y)) for x, y in line.points]
    assert found == [pytest.approx(corner) for corner in corners]


def test_the_axis_reaches_beyond_the_newest_score_for_a_new_expectation() -> None:
    hoped = ExpectedCourse(CourseShape.STEADY, START + timedelta(days=30), 60.0)
    layout = lay_out_profile(chart(person(monthly([60, 60]), expected=hoped)), WIDE)
    assert layout.time.last == START + timedelta(days=90)


# --- lanes and the small course ---


def test_T58_lanes_are_drawn_only_for_marks_that_exist() -> None:
    plain = chart(person(monthly([70, 69, 68])))
    marked = chart(*plain.persons, marks=(PlottedMark(MarkKind.EVENT, START, "verhuisd"),))
    assert lay_out_profile(plain, WIDE).glyphs == ()
    assert labels(lay_out_profile(marked, WIDE), LabelKind.LANE) == ["Baan event"]


def test_T58_a_change_of_approach_is_also_an_upright_in_the_plot() -> None:
    day = START + timedelta(days=30)
    marks = (PlottedMark(MarkKind.CHANGE, day, "doelen bijgesteld"),)
    layout = lay_out_profile(chart(person(monthly([70, 69, 68])), marks=marks), WIDE)
    assert [layout.time.day(guide.x1) for guide in layout.guides] == pytest.approx([30])


@BOTH
def test_an_approach_is_a_bar_from_its_first_to_its_last_day(frame) -> None:
    until = START + timedelta(days=45)
    marks = (PlottedMark(MarkKind.APPROACH, START + timedelta(days=15), "netwerkoverleg", until),)
    layout = lay_out_profile(chart(person(monthly([70, 69, 68])), marks=marks), frame)
    (bar,) = layout.glyphs
    assert bar.is_bar
    assert [layout.time.day(bar.box.left), layout.time.day(bar.box.right)] == pytest.approx([15, 45])


def mini(pairs, **more):
    frame = MiniFrame(START, START + timedelta(days=365), 60.0)
    return lay_out_mini_course(person(pairs, **more), frame)


def test_small_courses_share_one_scale() -> None:
    one, other = mini(monthly([70, 60])), mini(monthly([50, 60, 60]), slot=2)
    assert one.border == other.border
    assert one.end[1] == other.end[1] == one.border.y1


def test_a_small_course_without_scores_is_its_border_alone() -> None:
    empty = mini([])
    assert (empty.end, empty.runs) == (None, ())
    assert empty.border is not None


def test_a_small_course_says_when_its_end_lies_outside() -> None:
    assert mini(monthly([70, 90])).outside is BorderSide.ABOVE
    assert mini(monthly([70, 41])).outside is BorderSide.BELOW
    assert mini(monthly([70, 60])).outside is None


def test_a_small_course_leaves_out_what_is_older_than_its_period() -> None:
    early = [(START - timedelta(days=30), 70.0)]
    assert mini(early + monthly([66, 65])).runs[0].points == mini(monthly([66, 65])).runs[0].points


# --- placing ---


def test_spread_moves_no_more_than_is_needed() -> None:
    assert spread([10, 50], [10, 10], 0, 100) == [10, 50]
    assert spread([50, 50], [10, 10], 0, 100) == [45, 55]
    assert spread([2, 3], [10, 10], 0, 100) == [5, 15]
    assert spread([99, 98], [10, 10], 0, 100) == [95, 85]


def test_keep_apart_prefers_the_newest_and_the_first() -> None:
    assert keep_apart([(0, 10), (8, 18), (12, 22), (20, 30)], gap=2) == [0, 3]
    assert keep_apart([(0, 10), (5, 15)], gap=2) == [1]


def test_pack_rows_uses_a_new_row_only_for_what_meets() -> None:
    assert pack_rows([(0, 10), (5, 15), (20, 30)], gap=2) == [0, 1, 0]


@pytest.mark.parametrize("width", [40, 92, 196])
@pytest.mark.parametrize(
    "text", ["geen noemens\u00adwaardige problemen", "x" * 60, "a b c", "Wé ÀÉ ≥ 日本語 naam"]
)
def test_wrapped_lines_never_pass_their_width(text: str, width: float) -> None:
    lines = wrap(text, width)
    assert lines
    assert all(text_width(line) <= width for line in lines)


def test_a_word_breaks_at_its_soft_hyphen() -> None:
    assert wrap("noemens\u00adwaardige", 92) == ("noemens-", "waardige")
    assert wrap("noemens\u00adwaardige", 192) == ("noemenswaardige",)
    assert wrap("nood\u00adzake\u00adlijk\u00adheid", 92) == ("noodzake-", "lijkheid")


def test_solid_runs_and_gaps_join_every_neighbouring_pair_once() -> None:
    layout = lay_out_profile(wild_chart(24, 1), WIDE)
    steps = sorted(step for run in layout.runs for step in pairwise(run.points))
    spots = [(marker.x, marker.y) for marker in layout.markers]
    assert steps == sorted(pairwise(spots))


def test_a_person_without_any_score_is_not_drawn_beside_one_with_scores() -> None:
    layout = lay_out_profile(chart(person(monthly([60, 61])), PlottedPerson("vader", 2, ())), WIDE)
    assert labels(layout, LabelKind.NAME) == ["moeder 61"]


def test_a_point_without_words_gets_no_tooltip() -> None:
    silent = PlottedPerson("moeder", 1, (replace(scores([(START, 60.0)])[0], words=""),))
    assert lay_out_profile(chart(silent), WIDE).markers[0].tip.lines == ()


def test_free_space_gives_nothing_rather_than_an_overlap() -> None:
    space = FreeSpace(Box(0, 0, 100, 60))
    first = space.place(90, 30, [(50, 30)], clearance=5)
    second = space.place(90, 30, [(50, 30)], clearance=5)
    assert first is not None
    assert second is None or not first.overlaps(second)
    assert space.place(90, 30, [(50, 30), (10, 10)], clearance=5) is None


def test_a_text_keeps_off_points_and_lines() -> None:
    space = FreeSpace(Box(0, 0, 200, 100))
    space.add_point((100, 30))
    space.add_line(((0, 70), (200, 70)))
    box = space.place(60, 19, [(100, 50)], clearance=8)
    assert box is not None
    assert not (box.left < 100 < box.right and box.top < 30 < box.bottom)
    assert not box.top < 70 < box.bottom


def test_a_cut_text_says_so_with_an_ellipsis() -> None:
    assert shorten("vader", 100) == "vader"
    assert shorten("een heel lange naam van iemand", 100).endswith("…")
    assert wrap("een heel lange naam van iemand die blijft duren", 60, 2)[-1].endswith("…")


def test_a_small_course_without_a_border_has_none() -> None:
    frame = MiniFrame(START, START + timedelta(days=365), border_t=None)
    assert lay_out_mini_course(person(monthly([60, 61])), frame).border is None
