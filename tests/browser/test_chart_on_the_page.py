"""What a real browser draws on the profile page, held against what is stored: every family of the demo."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Demo, dashed

pytestmark = pytest.mark.browser

READERS = {"Team Oost": "karim", "Team West": "bas", "Team Haven": "femke"}
WIDTHS = {1280: "wide", 360: "narrow"}
MOST_T, MOST_DAYS = 0.1, 0.5
SMALLEST_LETTER = 12.0
# Letters have boxes that are taller than their ink: neighbouring lines of text share up to 3 px of white.
SHARED_WHITE = 3.0

FAMILIES = """
select f.id, f.name, t.name from families_family f join organisations_team t on t.id = f.team_id
where exists (select 1 from measurements_administration a join measurements_score s
              on s.administration_id = a.id where a.family_id = f.id and s.t_score is not null)
order by t.name, f.name
"""
STORED = """
select p.slot, a.filled_on, s.t_score from measurements_score s
join measurements_administration a on a.id = s.administration_id
join families_parent p on p.id = a.parent_id
where a.family_id = ? and a.child_id = ? and a.instrument_id = ? and a.is_current
  and s.is_primary and s.t_score is not null
order by p.slot, a.filled_on
"""
# The T axis is read from the drawn edges and the numbers beside them, not from what the page says of it.
DRAWN = """() => {
  const svg = [...document.querySelectorAll('svg.k-chart')].find((one) => one.getClientRects().length)
  if (!svg) return null
  const spot = (node) => { const m = node.getScreenCTM(); return [m.e, m.f] }
  const middle = (box) => (box.top + box.bottom) / 2
  const shown = (node) => node.getClientRects().length > 0
  const numbers = [...svg.querySelectorAll('.k-labels text:not(.k-halo-text)')]
    .filter((text) => /^(40|80)$/.test(text.textContent.trim()))
    .map((text) => [Number(text.textContent), middle(text.getBoundingClientRect())])
  const ground = svg.querySelector('.k-ground').getBoundingClientRect()
  const lines = [ground.top, ground.bottom]
  const points = [...svg.querySelectorAll('.k-points > .k-point')]
  const markers = [...svg.querySelectorAll('.k-markers > .k-marker')]
  const labels = [...svg.querySelectorAll('.k-labels text:not(.k-halo-text)')].filter(shown)
  const scale = svg.getScreenCTM().a
  const frame = svg.getBoundingClientRect()
  return {
    variant: svg.getAttribute('class'),
    axes: {...svg.querySelector('.k-plot').dataset},
    origin: [svg.getScreenCTM().e, svg.getScreenCTM().f], scale,
    guides: numbers.map(([t, y]) => [t, lines.reduce((a, b) => Math.abs(b - y) < Math.abs(a - y) ? b : a)]),
    points: points.map((point, place) => ({...point.dataset, spot: spot(markers[place]),
      hit: ['cx', 'cy'].map((side) => point.querySelector('.k-hit')[side].baseVal.value)})),
    n_markers: markers.length,
    vertices: [...svg.querySelectorAll('.k-line')].flatMap((line) => [...line.points].map((p) => [p.x, p.y])),
    labels: labels.map((text) => { const box = text.getBBox(); return {text: text.textContent,
      left: box.x * scale, right: (box.x + box.width) * scale,
      top: box.y * scale, bottom: (box.y + box.height) * scale,
      letter: parseFloat(getComputedStyle(text).fontSize) * scale} }),
    outside_frame: labels.map((text) => [text.textContent, text.getBoundingClientRect()])
      .filter(([, box]) => box.left < frame.left - 1 || box.right > frame.right + 1 || box.right > innerWidth)
      .map(([text]) => text),
    query: document.querySelector('#questions [name=child]')?.value,
    scrolls: document.documentElement.scrollWidth > innerWidth,
  }
}"""

Drawn = dict[str, Any]


def come_in(page: Page, who: str) -> Page:
    """Some of the buttons of the front door stand in a fold."""
    page.goto("/demo/")
    with page.expect_navigation():
        page.locator(f"button[name=username][value='{who}']").first.evaluate("one => one.click()")
    return page


def open_profile(page: Page, family: str) -> None:
    page.goto(f"/families/{family}/profile/")
    skip = page.locator("button[name=skip]")
    if skip.count():
        skip.click()
    page.locator("svg.k-chart").first.wait_for(state="attached")
    page.evaluate("document.fonts.ready")


@pytest.fixture
def drawings(demo: Demo, open_page: Callable[..., Page]) -> Callable[[int], Iterator]:
    def drawn(width: int) -> Iterator[tuple[str, str, Drawn]]:
        pages = {team: come_in(open_page(width=width), who) for team, who in READERS.items()}
        for key, name, team in demo.rows(FAMILIES):
            page = pages[team]
            open_profile(page, dashed(key))
            for address in choices(page):
                if address:
                    page.goto(address)
                drawn = page.evaluate(DRAWN)
                if drawn or not address:  # another list may have one score too few for a drawing
                    yield key, f"{name} {address}", drawn

    return drawn


def choices(page: Page) -> list[str]:
    """The page as it opened, and a page for each other child or list."""
    links = page.locator("main nav a[href*='?child=']").evaluate_all("all => all.map((one) => one.href)")
    return ["", *links]


def stored(demo: Demo, family: str) -> dict[tuple[str, str], list[tuple[int, str, float]]]:
    """(child, list) -> slot, day and T of all that is in the database."""
    pairs = demo.rows(
        "select distinct child_id, instrument_id from measurements_administration where family_id = ?", family
    )
    return {(child, of): demo.rows(STORED, family, child, of) for child, of in pairs}


def read_back(drawn: Drawn) -> list[tuple[int, float, float, str]]:
    """Slot, day (a number), T and side of every marker, from where it stands on the screen."""
    axes = drawn["axes"]
    first, last = (date.fromisoformat(axes[name]).toordinal() for name in ("d0", "d1"))
    left, right = (drawn["origin"][0] + float(axes[name]) * drawn["scale"] for name in ("x0", "x1"))
    (low, y_low), *_, (high, y_high) = sorted(drawn["guides"])
    found = []
    for point in drawn["points"]:
        x, y = point["spot"]
        day = first + (x - left) / (right - left) * (last - first)
        t = low + (y - y_low) / (y_high - y_low) * (high - low)
        found.append((int(point["slot"]), day, t, point.get("outside", "")))
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_T51_markers_stand_where_the_stored_scores_are(demo: Demo, drawings, width: int) -> None:
    wrong, seen = [], 0
    for family, name, drawn in drawings(width):
        assert f"k-chart-{WIDTHS[width]}" in drawn["variant"]
        assert drawn["n_markers"] == len(drawn["points"])
        said = sorted((int(p["slot"]), p["on"], float(p["t"])) for p in drawn["points"])
        known = [sorted(rows) for rows in stored(demo, family).values()]
        assert any(same(said, rows) for rows in known), (name, said)
        for (slot, day, t, side), point in zip(read_back(drawn), drawn["points"], strict=True):
            want = float(point["t"])
            edge = {"above": 80.0, "below": 40.0}.get(side, want)
            assert bool(side) == (not 40 <= want <= 80), (name, point)
            off = (abs(day - date.fromisoformat(point["on"]).toordinal()), abs(t - edge))
            wrong += [(name, slot, point["on"], want, off)] if off[0] > MOST_DAYS or off[1] > MOST_T else []
            seen += 1
    assert wrong == []
    assert seen > 150


def same(said: list, rows: list) -> bool:
    return [one[:2] for one in said] == [one[:2] for one in rows] and all(
        abs(a[2] - b[2]) < 1e-5 for a, b in zip(said, rows, strict=True)
    )


def test_lines_bend_only_where_a_marker_stands(drawings) -> None:
    for _family, name, drawn in drawings(1280):
        spots = [tuple(point["hit"]) for point in drawn["points"]]
        for x, y in drawn["vertices"]:
            assert any(abs(x - a) < 0.02 and abs(y - b) < 0.02 for a, b in spots), (name, x, y)


@pytest.mark.parametrize("width", [1280, 600, 360, 320])
def test_U28_labels_do_not_meet_and_can_be_read(drawings, width: int) -> None:
    met, small, out = defaultdict(list), [], []
    for _family, name, drawn in drawings(width):
        labels = drawn["labels"]
        assert len(labels) >= 6, name
        for place, one in enumerate(labels):
            met[name] += [(one["text"], other["text"]) for other in labels[place + 1 :] if meet(one, other)]
        small += [(name, one["text"], one["letter"]) for one in labels if one["letter"] < SMALLEST_LETTER]
        out += [(name, text) for text in drawn["outside_frame"]]
        assert not drawn["scrolls"], name
    assert {name: pairs for name, pairs in met.items() if pairs} == {}
    assert (small if width >= 360 else [], out) == ([], [])


def meet(one: dict, other: dict) -> bool:
    wide = min(one["right"], other["right"]) - max(one["left"], other["left"])
    high = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return wide > 0 and high > SHARED_WHITE
