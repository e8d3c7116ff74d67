"""UX § 6.2, § 6.3 and § 8.4: the colours as they stand in the stylesheet, every figure computed anew."""

import itertools
import re
from pathlib import Path

import numpy as np
import pytest

import koers.ui

CSS = Path(koers.ui.__file__).parent / "static" / "koers" / "css"
TOKENS = (CSS / "tokens.css").read_text()
GROUNDS = ("bg", "surface", "sunken", "selected", "band-1", "band-2")
IDENTITY = ((1.0, 0, 0), (0, 1.0, 0), (0, 0, 1.0))
PROTAN = ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998))
DEUTAN = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))
TRITAN = ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900))
VISION = (IDENTITY, PROTAN, DEUTAN, TRITAN)

# token: lowest contrast in light and dark over all grounds, as the table of UX § 6.2 states it
TEXT_CONTRAST = {
    "text": (12.60, 10.72),
    "muted": (7.22, 7.22),
    "action": (7.98, 7.48),
    "action-strong": (11.15, 9.29),
    "control": (4.00, 4.00),
    "border": (1.33, 1.28),
    "focus": (9.04, 7.23),
    "band-line": (5.07, 4.64),
}
# a pair of colour and tint: over its own tint, surface and page
PAIR_CONTRAST = {
    "now": (10.04, 9.48),
    "discuss": (7.66, 9.10),
    "quiet": (7.56, 8.08),
    "error": (8.08, 8.77),
    "done": (8.41, 8.41),
}
SERIES_CONTRAST = {1: (5.19, 5.40), 2: (4.88, 5.25), 3: (16.09, 13.04), 4: (4.14, 3.61)}
DELTA_E = {
    (1, 2): ((109.6, 96.4, 111.0, 96.8), (113.1, 104.9, 112.4, 97.1)),
    (1, 3): ((48.0, 48.3, 49.1, 46.0), (56.6, 52.4, 60.6, 49.7)),
    (1, 4): ((51.8, 45.3, 57.6, 48.9), (51.8, 48.4, 54.5, 51.4)),
    (2, 3): ((88.3, 74.2, 86.7, 82.5), (75.6, 70.8, 68.5, 65.9)),
    (2, 4): ((59.5, 51.8, 54.4, 48.4), (64.3, 59.4, 60.3, 48.8)),
    (3, 4): ((47.3, 43.6, 48.8, 49.4), (44.0, 44.2, 43.0, 44.5)),
}


def colours_of(block: str) -> dict[str, str]:
    return dict(re.findall(r"--k-([\w-]+): (#[0-9A-F]{6});", block))


def block_after(selector: str) -> str:
    start = TOKENS.index(selector) + len(selector)
    return TOKENS[start : TOKENS.index("}", start)]


LIGHT = colours_of(block_after("\n:root {"))
DARK = colours_of(block_after(':root[data-theme="dark"] {'))
THEMES = (LIGHT, DARK)


def linear(colour: str) -> np.ndarray:
    srgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    weights = np.array([0.2126, 0.7152, 0.0722])
    low, high = sorted((float(weights @ linear(one)), float(weights @ linear(other))))
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, vision: tuple[tuple[float, ...], ...]) -> np.ndarray:
    seen = np.clip(np.array(vision) @ linear(colour), 0, 1)
    to_xyz = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    ratio = to_xyz @ seen / np.array([0.95047, 1, 1.08883])
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def delta_e(one: str, other: str, vision: tuple[tuple[float, ...], ...] = IDENTITY) -> float:
    return float(np.linalg.norm(lab(one, vision) - lab(other, vision)))


def test_the_arithmetic_gives_the_check_values_of_the_design() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0, abs=0.005)
    assert contrast("#0072B2", "#FFFFFF") == pytest.approx(5.19, abs=0.005)
    found = [delta_e("#0072B2", "#D55E00", vision) for vision in VISION]
    assert found == pytest.approx([114.6, 91.9, 108.4, 101.6], abs=0.06)


def test_dark_by_device_and_dark_by_choice_are_the_same_colours() -> None:
    by_device = colours_of(block_after(':root:not([data-theme="light"]) {'))
    assert by_device == DARK
    assert set(DARK) == set(LIGHT)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("token", TEXT_CONTRAST)
def test_U59_contrast_over_every_ground_is_as_stated(token: str, theme: int) -> None:
    colours = THEMES[theme]
    lowest = min(contrast(colours[token], colours[ground]) for ground in GROUNDS)
    assert lowest == pytest.approx(TEXT_CONTRAST[token][theme], abs=0.01)
    limit = {"control": 3, "band-line": 3, "border": 1}.get(token, 7)
    assert lowest >= limit


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("token", PAIR_CONTRAST)
def test_U40_a_level_is_readable_on_its_tint(token: str, theme: int) -> None:
    colours = THEMES[theme]
    lowest = min(contrast(colours[token], colours[ground]) for ground in (f"{token}-tint", "surface", "bg"))
    assert lowest == pytest.approx(PAIR_CONTRAST[token][theme], abs=0.01)
    assert lowest >= 7


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_on_filled_buttons_and_on_the_front_door_is_readable(theme: int) -> None:
    colours = THEMES[theme]
    assert min(contrast(colours["on-action"], colours[a]) for a in ("action", "action-strong")) >= 7
    assert contrast(colours["on-side"], colours["side"]) >= 7
    assert contrast(colours["side"], colours["selected-side"]) >= 7


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("slot", SERIES_CONTRAST)
def test_U29_each_line_stands_out_from_the_plot(slot: int, theme: int) -> None:
    colours = THEMES[theme]
    lowest = min(contrast(colours[f"series-{slot}"], colours[g]) for g in ("surface", "band-1", "band-2"))
    assert lowest == pytest.approx(SERIES_CONTRAST[slot][theme], abs=0.01)
    assert lowest >= 3


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("pair", list(itertools.combinations((1, 2, 3, 4), 2)))
def test_U29_lines_differ_in_every_colour_vision(pair: tuple[int, int], theme: int) -> None:
    one, other = (THEMES[theme][f"series-{slot}"] for slot in pair)
    found = [delta_e(one, other, vision) for vision in VISION]
    assert found == pytest.approx(DELTA_E[pair][theme], abs=0.1)
    assert min(found) >= 40
