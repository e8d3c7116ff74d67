import re
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

import koers.ui
from koers.psychometrics.plotting import MiniFrame, PlottedPerson, lay_out_mini_course, lay_out_profile
from koers.trajectories.chart import Figure, mini_course_svg, number, profile_svg
from koers.trajectories.chart_signs import DASHES, MARKERS, PRINT_INK, SCREEN_INK
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

SVG = "{http://www.w3.org/2000/svg}"
EVERY_SIZE = pytest.mark.parametrize(("n_persons", "frame"), SIZES)


def drawn(figure_chart, frame: str = "wide", **figure) -> str:
    settings = {
        "element_id": "profile",
        "title": "Verloopprofiel",
        "description": "Acht lijsten.",
        "variant": frame,
    }
    return profile_svg(lay_out_profile(figure_chart, FRAMES[frame]), Figure(**(settings | figure)))


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314 - our own drawing


def with_class(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [one for one in root.iter() if name in one.get("class", "").split()]


@EVERY_SIZE
def test_T50_T51_drawn_positions_read_back_to_stored_values(n_persons: int, frame: str) -> None:
    for n_scores in range(1, 25):
        source = wild_chart(n_scores, n_persons)
        root = parsed(drawn(source, frame))
        (plot,) = with_class(root, "k-plot")
        axis = {name: float(plot.get(f"data-{name}")) for name in ("x0", "x1", "t0", "t1", "y0", "y1")}
        first, last = (date.fromisoformat(plot.get(f"data-{name}")) for name in ("d0", "d1"))
        stored = sorted((s.on, p.slot, s.t) for p in source.persons for s in p.scores)
        found = []
        for point in with_class(root, "k-point"):
            (hit,) = with_class(point, "k-hit")
            x, y = float(hit.get("cx")), float(hit.get("cy"))
            days = (x - axis["x0"]) / (axis["x1"] - axis["x0"]) * (last - first).days
            t = axis["t0"] + (y - axis["y0"]) / (axis["y1"] - axis["y0"]) * (axis["t1"] - axis["t0"])
            found.append((first, days, int(point.get("data-slot")), t, float(point.get("data-t"))))
        assert len(found) == len(stored)
        for (on, slot, stored_t), (start, days, drawn_slot, t, told) in zip(
            stored, sorted_by_place(found), strict=True
        ):
            assert drawn_slot == slot
            assert abs((on - start).days - days) <= 0.5
            assert abs(min(max(stored_t, 40), 80) - t) <= 0.1
            assert told == pytest.approx(stored_t, abs=1e-5)


def sorted_by_place(found):
    return sorted(found, key=lambda one: (round(one[1]), one[2], one[4]))


@EVERY_SIZE
def test_the_drawing_is_xml_without_style_or_script(n_persons: int, frame: str) -> None:
    root = parsed(drawn(wild_chart(9, n_persons), frame))
    assert root.tag == f"{SVG}svg"
    assert not [one for one in root.iter() if one.get("style") or one.tag in {f"{SVG}style", f"{SVG}script"}]
    assert not [name for one in root.iter() for name in one.attrib if name.startswith("on")]


def test_U33_the_drawing_has_a_title_and_a_description_and_points_in_date_order() -> None:
    root = parsed(drawn(wild_chart(6, 2)))
    assert root.get("role") == "group"
    assert root.get("aria-labelledby") == root.find(f"{SVG}title").get("id")
    assert root.get("aria-describedby") == root.find(f"{SVG}desc").get("id")
    points = with_class(root, "k-point")
    assert all(point.get("tabindex") == "0" for point in points)
    assert [point.get("data-on") for point in points] == sorted(point.get("data-on") for point in points)
    assert points[0].get("aria-label").startswith("moeder, ")


def test_U29_without_colours_each_respondent_has_its_own_marker_dash_and_name() -> None:
    persons = [person(monthly([70, 60.0 + slot]), NAMES[slot], slot + 1) for slot in range(4)]
    root = parsed(drawn(chart(*persons)))
    looks = set()
    for slot in (1, 2, 3, 4):
        (run,) = [one for one in with_class(root, "k-line") if f"k-series-{slot}" in one.get("class")]
        own = [one for one in with_class(root, "k-marker") if f"k-series-{slot}" in one.get("class")]
        looks.add((own[0].find(f"{SVG}path").get("d"), run.get("stroke-dasharray")))
    assert len(looks) == 4
    assert len(set(MARKERS.values())) == len(set(DASHES.values())) == 4


@pytest.mark.parametrize(
    "name", ['<script>alert("1")</script>', "A & B", "]]>", "{{ words }}", "'\"><g onload=x>"]
)
def test_hostile_names_stay_text(name: str) -> None:
    hostile = chart(
        person(monthly([70, 60]), name, missed=(START + timedelta(days=3),)), words=words(derived=name)
    )
    for frame in FRAMES:
        text = drawn(hostile, frame, title=name, description=name)
        root = parsed(text)
        assert "<script" not in text
        assert root.find(f"{SVG}title").text == name
        assert with_class(root, "k-point")[0].get("aria-label").startswith(name)


def test_coordinates_have_a_decimal_point_in_a_dutch_page(settings) -> None:
    settings.LANGUAGE_CODE = "nl"
    text = drawn(wild_chart(7, 2))
    attributes = re.findall(r' (?:x|y|cx|cy|x1|y1|x2|y2|r|width|height|stroke-width)="([^"]*)"', text)
    assert attributes
    assert all(re.fullmatch(r"-?\d+(\.\d+)?", value) for value in attributes)


def test_numbers_are_short_and_never_minus_zero() -> None:
    assert [number(value) for value in (12.5, 3.0, -0.001, 0.126, -7.2)] == ["12.5", "3", "0", "0.13", "-7.2"]


def test_tooltips_are_hidden_without_a_stylesheet() -> None:
    root = parsed(drawn(wild_chart(3, 1)))
    assert {one.get("visibility") for name in ("k-tip", "k-ring") for one in with_class(root, name)} == {
        "hidden"
    }


def test_T42_a_derived_start_is_hollow_and_the_diamond_has_a_dot() -> None:
    persons = [PlottedPerson(NAMES[slot], slot + 1, scores(monthly([70, 60]), derived=0)) for slot in (0, 3)]
    root = parsed(drawn(chart(*persons)))
    (markers,) = with_class(root, "k-markers")
    hollow = [len(with_class(one, "k-hollow")) for one in with_class(markers, "k-marker")]
    dots = [len(with_class(one, "k-dot")) for one in with_class(markers, "k-marker")]
    assert hollow == [1, 1, 0, 1]
    assert dots == [0, 1, 0, 0]


def test_T43_a_corrected_score_carries_a_mark() -> None:
    plain = PlottedPerson("moeder", 1, scores(monthly([70, 60])))
    corrected = PlottedPerson("moeder", 1, scores(monthly([70, 60]), corrected=1))
    assert len(with_class(parsed(drawn(chart(plain))), "k-extra")) == 0
    assert len(with_class(parsed(drawn(chart(corrected))), "k-extra")) == 1


def test_T51_a_value_outside_has_an_arrow_and_says_on_which_side() -> None:
    root = parsed(drawn(chart(person(monthly([84, 60, 36])))))
    assert [point.get("data-outside") for point in with_class(root, "k-point")] == ["above", None, "below"]
    assert len(with_class(root, "k-extra")) == 2


def test_print_ink_is_black_on_white() -> None:
    text = drawn(wild_chart(8, 4), ink=PRINT_INK)
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", text)) == {"#000000", "#FFFFFF"}


def test_a_file_of_its_own_gets_a_margin() -> None:
    inside, alone = (
        parsed(drawn(chart(person(monthly([70, 60]))))),
        parsed(drawn(chart(person(monthly([70, 60]))), margin=16)),
    )
    assert float(alone.get("width")) == float(inside.get("width")) + 32
    assert alone.get("viewBox").startswith("-16 -16 ")


@pytest.mark.parametrize("values", [[], [70], [70, 60, 90]])
def test_a_small_course_is_a_named_picture(values: list[float]) -> None:
    frame = MiniFrame(START, START + timedelta(days=365), 60.0)
    text = mini_course_svg(lay_out_mini_course(person(monthly(values)), frame), "Verloop van <moeder>")
    root = parsed(text)
    assert (root.get("role"), root.get("aria-label")) == ("img", "Verloop van <moeder>")
    assert len(with_class(root, "k-marker")) == (1 if values else 0)


def test_U28_the_colours_in_the_drawing_are_those_of_the_light_theme() -> None:
    sheet = (Path(koers.ui.__file__).parent / "static" / "koers" / "css" / "tokens.css").read_text()
    light = dict(re.findall(r"--k-([\w-]+): (#[0-9A-Fa-f]{6});", sheet.split("@media")[0]))
    named = {"surface": SCREEN_INK.paper, "text": SCREEN_INK.text, "muted": SCREEN_INK.muted}
    named |= {"band-line": SCREEN_INK.line, "border": SCREEN_INK.rule, "action": SCREEN_INK.action}
    named |= {"selected": SCREEN_INK.selected, "focus": SCREEN_INK.focus}
    named |= {f"band-{place}": colour for place, colour in enumerate(SCREEN_INK.tints, start=1)}
    named |= {f"series-{slot}": colour for slot, colour in enumerate(SCREEN_INK.series, start=1)}
    assert named == {name: light[name] for name in named}


def test_every_class_that_the_stylesheet_colours_is_drawn() -> None:
    sheet = (Path(koers.ui.__file__).parent / "static" / "koers" / "css" / "chart.css").read_text()
    styled = set(re.findall(r"\.(k-[\w-]+)", re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)))
    frame = MiniFrame(START, START + timedelta(days=365), 60.0)
    texts = [drawn(wild_chart(12, 4), frame_name) for frame_name in FRAMES]
    texts.append(mini_course_svg(lay_out_mini_course(person(monthly([70, 60])), frame), "moeder"))
    classes = {
        name for text in texts for found in re.findall(r'class="([^"]*)"', text) for name in found.split()
    }
    assert styled - classes == {"k-chart-frame"}
