"""No page says more than the data allow: sentence, numbers, label and chart agree, case by case.

Each case is a real course in the database, judged by the real rules, and read from the pages as a behavioural
scientist sees them.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from xml.etree import ElementTree

import pytest
from django.test import Client

from koers.demo.signal_model import signal_model
from koers.families.actions import NewParent
from koers.families.models import Family, Relation
from koers.psychometrics import DEFAULT_MODEL, SignalKind, SignalModel
from koers.trajectories.models import StoredSignal
from koers.trajectories.signals import rules
from koers.trajectories.wording.dates import day as words_of
from koers.trajectories.wording.dates import day_in_year, points_number
from tests.factories.scored import course
from tests.factories.world import World, day, open_for

OWN = signal_model()
OTHERS = DEFAULT_MODEL
UNFIT = replace(OWN, fit=replace(OWN.fit, sd_of_surprise=1.5)) if OWN.fit else OWN
WORDS = ("zeer waarschijnlijk", "waarschijnlijk", "mogelijk")  # the strongest first
NOT_CALIBRATED = "Nog niet geijkt op eigen gezinnen."
HALF_WIDTH = 1.2816  # standard deviations, of an 80 % interval

FALLS = ((152, 76), (122, 72), (92, 68), (62, 63), (32, 59), (2, 54))
FLAT = ((182, 74), (152, 75), (122, 74), (92, 75), (62, 76), (32, 75), (2, 76))
RISES = ((122, 56), (92, 58), (62, 64), (32, 71), (2, 77))
JUMPS = ((152, 63), (122, 61), (92, 60), (62, 61), (32, 61), (2, 84))
FLOOR = ((152, 44), (122, 42), (92, 41), (62, 42), (32, 41), (2, 41))
LOW = ((152, 58), (122, 56), (92, 56), (62, 56), (32, 54), (2, 54))


@dataclass(frozen=True)
class Told:
    """What the pages may say. most: the strongest word of certainty, "" for none. point: level of the card,
    "" for no card. label: of the line "Are we on the right way?"."""

    scores: tuple[tuple[int, float], ...]
    model: SignalModel
    kind: SignalKind
    sentence: str
    label: str
    most: str = ""
    point: str = ""
    held_days: int = 0


CASES = {
    "one score": Told(
        ((2, 76),),
        OWN,
        SignalKind.TOO_EARLY,
        "Nu 76. Nog geen verloop.",
        "te vroeg om een verloop te zien",
    ),
    "two scores": Told(
        ((32, 76), (2, 71)),
        OWN,
        SignalKind.TOO_EARLY,
        "Van 76 naar 71. Te vroeg om een verloop te zien.",
        "te vroeg om een verloop te zien",
    ),
    "three scores in two months": Told(
        ((62, 76), (32, 71), (2, 61)),
        OWN,
        SignalKind.TOO_EARLY,
        "Van 76 naar 61, meer dan toeval. Toch te vroeg om een verloop te zien.",
        "te vroeg om een verloop te zien",
    ),
    "flat high": Told(
        FLAT,
        OWN,
        SignalKind.STAGNATION,
        "Er is de laatste drie maanden zeer waarschijnlijk geen duidelijke daling.",
        "zeer waarschijnlijk geen duidelijke daling",
        most="zeer waarschijnlijk",
        point="now",
    ),
    "flat high, not calibrated": Told(
        FLAT,
        OTHERS,
        SignalKind.STAGNATION,
        "Er is de laatste drie maanden mogelijk geen duidelijke daling.",
        "mogelijk geen duidelijke daling",
        most="mogelijk",
        point="now",
    ),
    "falling": Told(
        FALLS,
        OWN,
        SignalKind.IMPROVEMENT,
        "Sinds de start zeer waarschijnlijk gedaald. Mooi om te vertellen.",
        "zeer waarschijnlijk een daling",
        most="zeer waarschijnlijk",
    ),
    "falling, not calibrated": Told(
        FALLS,
        OTHERS,
        SignalKind.IMPROVEMENT,
        "Sinds de start mogelijk gedaald. Mooi om te vertellen.",
        "mogelijk een daling",
        most="mogelijk",
    ),
    "rising": Told(
        RISES,
        OWN,
        SignalKind.DETERIORATION,
        "De stress stijgt mogelijk.",
        "mogelijk meer stress",
        most="mogelijk",
        point="now",
    ),
    "rising, not calibrated": Told(
        RISES,
        OTHERS,
        SignalKind.DETERIORATION,
        "De stress stijgt mogelijk.",
        "mogelijk meer stress",
        most="mogelijk",
        point="now",
    ),
    "a jump": Told(
        JUMPS,
        OTHERS,
        SignalKind.DETERIORATION,
        "De stress stijgt mogelijk.",
        "mogelijk meer stress",
        most="mogelijk",
        point="now",
    ),
    "on the floor": Told(
        FLOOR,
        OTHERS,
        SignalKind.IN_NORMAL_RANGE,
        "Het niveau ligt mogelijk onder de laagste grens.",
        "mogelijk onder de laagste grens",
        most="mogelijk",
    ),
    "held back": Told(
        FLAT,
        OWN,
        SignalKind.STAGNATION,
        "Nog geen daling, zoals jullie tot {until} verwachtten.",
        "zoals verwacht tot {until}",
        point="follow",
        held_days=20,
    ),
    "a model that does not fit": Told(
        FLAT,
        UNFIT,
        SignalKind.UNCLEAR,
        "Hoger dan bij de start: van 74 naar 76. Dat kan toeval zijn.",
        "hoger dan bij de start, dat kan toeval zijn",
    ),
}


@dataclass
class Pages:
    """What a behavioural scientist sees of one family, as text and as drawing."""

    signal: StoredSignal
    html: str
    family: str
    team: str
    svg: str

    @property
    def texts(self) -> str:
        return " ".join(re.sub(r"<[^>]+>", " ", one) for one in (self.html, self.family, self.team))

    @property
    def band(self) -> list[tuple[float, float]]:
        """(low, high) of the drawn band in T, at each score in order of date; empty without a band."""
        root = ElementTree.fromstring(self.svg)  # noqa: S314 - our own drawing
        (plot,) = (one for one in root.iter() if one.get("class") == "k-plot")
        bands = [one.get("points") or "" for one in root.iter() if one.tag.endswith("polygon")]
        if not bands:
            return []
        y0, y1, t0, t1 = (float(plot.get(f"data-{name}") or 0) for name in ("y0", "y1", "t0", "t1"))
        corners = [pair.split(",") for pair in bands[0].split()]
        drawn = [t0 + (float(y) - y0) / (y1 - y0) * (t1 - t0) for _x, y in corners]
        upper, lower = drawn[: len(drawn) // 2], drawn[len(drawn) // 2 :][::-1]
        return list(zip(lower, upper, strict=True))


@pytest.fixture
def pages(world: World, client_of, monkeypatch: pytest.MonkeyPatch):
    def opened(told: Told) -> Pages:
        monkeypatch.setattr(rules, "_demo_model", [told.model])
        family: Family = open_for(world, "worker", "Iep", [NewParent(Relation.MOTHER)])
        course(world, family.parents.get(), *told.scores)
        signals = StoredSignal.objects.current().filter(family=family, instrument_id="voorbeeld-10")
        if told.held_days:
            signals.update(strength="attention", held_until=day(-told.held_days))
        client: Client = client_of(world.person["scientist"])
        addresses = ("profile/", "", "profile.svg")
        html, page, svg = (client.get(f"/families/{family.pk}/{one}").text for one in addresses)
        listed = client.get("/families/").text
        row = listed[listed.index(">Iep<") :]
        return Pages(signals.get(), html, page, f"{row[: row.index('</tr>')]} {_foot(listed)}", svg)

    return opened


def _foot(html: str) -> str:
    return html[html.index("</table>") :]


EVERY_CASE = pytest.mark.parametrize("told", CASES.values(), ids=CASES.keys())


@EVERY_CASE
def test_S10_every_page_says_what_the_signal_says_and_nothing_stronger(told: Told, pages) -> None:
    found = pages(told)
    assert found.signal.kind == told.kind
    (sentence,) = re.findall(r'<p class="reading-text">([^<]*)</p>', found.html)
    assert sentence == _filled(told.sentence, told)
    assert f"Moeder: {_filled(told.label, told)}." in re.sub("<.*?>", "", found.family)
    _check_words(told, found.texts.lower())
    is_marked = told.model is OTHERS and bool(told.most)
    assert [NOT_CALIBRATED in one for one in (found.html, found.family, found.team)] == [is_marked] * 3


def _check_words(told: Told, texts: str) -> None:
    """No word above the strongest one allowed, and never the bare chance of a claim."""
    allowed = WORDS[WORDS.index(told.most) :] if told.most else ()
    for word in WORDS:
        assert word in allowed or word not in texts, word
        texts = texts.replace(word, "")
    assert not re.search(r"\b\d+ ?% (kans|zeker dat)", texts)


@EVERY_CASE
def test_S10_T31_T32_band_card_and_numbers_are_those_of_the_signal(told: Told, pages) -> None:
    found = pages(told)
    numbers = found.signal.evidence["numbers"]
    half = HALF_WIDTH * numbers["level_sd"]
    interval = (numbers["level"] - half, numbers["level"] + half)
    _check_band(told, found.band, interval)
    cards = re.findall(r'class="card point point-(\w+)"', found.html)
    assert cards == ([told.point] if told.point else [])
    assert re.findall(r'class="badge badge-(\w+)"', found.team)[0] == (told.point or "follow")
    if told.point:
        low, high = (points_number(one) for one in interval)
        level = f"Geschat niveau {points_number(numbers['level'])} (80 % zeker: {low} tot {high})"
        newest = date.fromisoformat(found.signal.evidence["on"])
        for words in (level, f"{len(told.scores)} scores.", f"de lijst van {day_in_year(newest)}."):
            assert words in found.html
    if told.kind is not SignalKind.TOO_EARLY:
        first, last = told.scores[0][1], told.scores[-1][1]
        assert f"van {first} naar {last}" in found.html, "the scores stand there whatever was judged"
        assert "toeval" in found.html


def _check_band(told: Told, band: list[tuple[float, float]], interval: tuple[float, float]) -> None:
    """One estimate a score, the last as stored with the signal; cut off at the edges of the axis."""
    if len(told.scores) < 2 or told.model is UNFIT:
        assert band == []
        return
    assert len(band) == len(told.scores)
    for drawn, stored in zip(band[-1], interval, strict=True):
        assert drawn == pytest.approx(min(max(stored, 40), 80), abs=0.1)


def test_S10_the_table_holds_every_kind_and_every_word() -> None:
    assert {told.kind for told in CASES.values()} >= {
        SignalKind.TOO_EARLY,
        SignalKind.STAGNATION,
        SignalKind.DETERIORATION,
        SignalKind.IMPROVEMENT,
        SignalKind.IN_NORMAL_RANGE,
        SignalKind.UNCLEAR,
    }
    assert {told.most for told in CASES.values()} >= {"", "mogelijk", "zeer waarschijnlijk"}
    assert all(told.most in ("", "mogelijk") for told in CASES.values() if told.model is OTHERS)


def _filled(text: str, told: Told) -> str:
    return text.replace("{until}", words_of(day(-told.held_days)))
