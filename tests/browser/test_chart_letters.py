"""The chart places texts by estimated widths; here a real browser draws them, in the fonts that are there."""

import pytest
from playwright.sync_api import Browser

from koers.psychometrics.plotting import lay_out_profile
from koers.psychometrics.plotting.lettering import text_width
from koers.trajectories.chart import Figure, profile_svg
from tests.trajectories.charts import FRAMES, wild_chart

pytestmark = pytest.mark.browser

FONTS = ("DejaVu Sans", "Roboto", "Noto Sans", "Liberation Sans")
TEXTS = (
    "↑ hoger = meer stress",
    "geen noemenswaardige problemen",
    "Benadrukken wat goed gaat",
    "stiefmoeder Anne-Wilhelmina 69",
    "1 mrt 23 okt 2026",
    "baan: 80 % zeker",
    "MEER TEKST, met Éé & (haakjes)?",
)
MEASURE = """([texts, font]) => {
  const pen = document.createElement('canvas').getContext('2d')
  pen.font = `500 16px "${font}", "DejaVu Sans", sans-serif`
  return texts.map((text) => pen.measureText(text).width)
}"""
# Boxes of letters are taller than their ink, so only more than 3 px in height is a collision.
COLLISIONS = """() => {
  const texts = [...document.querySelectorAll('.k-labels text:not(.k-halo-text)')]
  const boxes = texts.map((text) => [text.textContent, text.getBoundingClientRect()])
  const met = []
  boxes.forEach(([one, a], place) => boxes.slice(place + 1).forEach(([other, b]) => {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left)
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
    if (wide > 0 && high > 3) met.push(`${one} / ${other}`)
  }))
  return met
}"""


@pytest.mark.parametrize("font", FONTS)
def test_no_text_is_wider_than_estimated(browser: Browser, font: str) -> None:
    page = browser.new_page()
    found = page.evaluate(MEASURE, [TEXTS, font])
    page.close()
    too_wide = [text for text, width in zip(TEXTS, found, strict=True) if width > text_width(text)]
    assert too_wide == []


@pytest.mark.parametrize("font", ["DejaVu Sans", "Roboto"])
@pytest.mark.parametrize("frame", FRAMES)
def test_U28_drawn_texts_do_not_meet(browser: Browser, frame: str, font: str) -> None:
    page = browser.new_page(viewport={"width": 800, "height": 900})
    for n_scores, n_persons in ((1, 1), (8, 2), (24, 2), (9, 4), (24, 4)):
        layout = lay_out_profile(wild_chart(n_scores, n_persons), FRAMES[frame])
        svg = profile_svg(layout, Figure("chart", "Verloop", "Verloop", frame))
        page.set_content(svg.replace("-apple-system, Segoe UI", font))
        assert page.evaluate(COLLISIONS) == []
    page.close()
