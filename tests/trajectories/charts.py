"""Charts for tests: jittered dates, values outside the axis, gaps, points on top of each other."""

import random
from datetime import date, timedelta
from itertools import product

from koers.psychometrics.plotting import (
    NARROW,
    WIDE,
    Border,
    ChartWords,
    CourseShape,
    ExpectedCourse,
    LevelPoint,
    MarkKind,
    PlottedMark,
    PlottedPerson,
    PlottedScore,
    ProfileChart,
)

NAMES = ("moeder", "vader", "stiefmoeder Anne-Wilhelmina", "pleegvader")
BORDERS = (Border(60, "milde problemen"), Border(64, "ernstige problemen"))
FRAMES = {"wide": WIDE, "narrow": NARROW}
SIZES = tuple(product((1, 2, 3, 4), FRAMES))
START = date(2025, 9, 3)
MONTHS = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]


def short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def words(**changes: object) -> ChartWords:
    texts = {
        "title": "Verloopprofiel",
        "description": "Twee ouders, acht lijsten.",
        "lowest_band": "geen noemens\u00adwaardige problemen",
        "higher": "hoger = meer stress",
        "lower": "lager = minder stress",
        "derived": "uit de lange lijst",
        "missed": "niet ingevuld",
        "missed_by": lambda name, day: f"{name}: lijst van {short(day)} niet ingevuld",
        "expected": lambda name: f"verwacht ({name})",
        "short_date": short,
        "full_date": lambda day: f"{short(day)} {day.year}",
        "shown_t": lambda t: str(int(t + 0.5)),
        "corrected": "gecorrigeerd",
        "taken_over": "overgenomen, zonder antwoorden",
        "level": "baan: 80 % zeker",
        "lanes": {kind: f"Baan {kind}" for kind in MarkKind},
        "norms_note": "voorbeeldnormen",
    }
    return ChartWords(**(texts | changes))


def scores(pairs: list[tuple[date, float]], name: str = "moeder", **flags: int) -> tuple[PlottedScore, ...]:
    """flags: derived=0, corrected=3, taken_over=2 name the place of the score that is so."""
    return tuple(
        PlottedScore(
            key=f"{name}-{place}",
            on=on,
            t=t,
            words=f"{name}, {short(on)} {on.year}: T {t:.1f}",
            is_derived=flags.get("derived") == place,
            is_corrected=flags.get("corrected") == place,
            is_taken_over=flags.get("taken_over") == place,
        )
        for place, (on, t) in enumerate(pairs)
    )


def person(
    pairs: list[tuple[date, float]], name: str = "moeder", slot: int = 1, **more: object
) -> PlottedPerson:
    return PlottedPerson(name, slot, scores(pairs, name), **more)


def chart(*persons: PlottedPerson, **more: object) -> ProfileChart:
    return ProfileChart(persons, BORDERS, more.pop("words", words()), **more)


def monthly(values: list[float], start: date = START) -> list[tuple[date, float]]:
    return [(start + timedelta(days=30 * place), t) for place, t in enumerate(values)]


def wild_chart(n_scores: int, n_persons: int) -> ProfileChart:
    """Everything that may come together; the same chart for the same sizes."""
    chance = random.Random(100 * n_scores + n_persons)
    base = _walk(chance, n_scores)
    persons = []
    for slot in range(1, n_persons + 1):
        same_end = [(base[-1][0], base[-1][1] - slot)]
        own = [(on + timedelta(days=chance.randint(0, 6)), t + chance.uniform(-6, 6)) for on, t in base[:-1]]
        pairs = base if slot == 2 and n_scores % 5 == 0 else own + same_end
        shape = list(CourseShape)[slot % 3]
        persons.append(
            PlottedPerson(
                NAMES[slot - 1],
                slot,
                scores(pairs, NAMES[slot - 1], derived=0, corrected=2, taken_over=3),
                missed=(pairs[0][0] + timedelta(days=12),) if slot < 3 else (),
                expected=ExpectedCourse(shape, pairs[0][0], pairs[0][1]) if slot < 4 else None,
                level=tuple(LevelPoint(on, t - 4, t + 4) for on, t in pairs),
            )
        )
    return chart(*persons, marks=_marks(base[0][0]))


def _walk(chance: random.Random, n_scores: int) -> list[tuple[date, float]]:
    on, t = START + timedelta(days=chance.randint(0, 90)), chance.uniform(60, 84)
    pairs = []
    for _ in range(n_scores):
        pairs.append((on, t))
        on += timedelta(days=chance.choice((7, 14, 25, 30, 34, 95)))
        t += chance.uniform(-7, 5)
        t = chance.choice((t, t, t, 36.0, 88.5)) if n_scores > 6 else t
    return pairs


def _marks(first: date) -> tuple[PlottedMark, ...]:
    kinds = [
        (MarkKind.CONVERSATION, 20, None, "Gesprek"),
        (MarkKind.APPROACH, 5, 40, "Benadrukken wat goed gaat"),
        (MarkKind.APPROACH, 25, None, "Inzetten van een collega"),
        (MarkKind.EVENT, 0, None, "nieuwe school"),
        (MarkKind.EVENT, 44, None, "verhuizing naar een andere gemeente ver weg van iedereen"),
        (MarkKind.CHANGE, 25, None, "doelen bijgesteld"),
        (MarkKind.NORM_GROUP, 30, None, "8 jaar en ouder"),
    ]
    later = [(kind, first + timedelta(days=day), end, label) for kind, day, end, label in kinds]
    return tuple(
        PlottedMark(kind, on, label, first + timedelta(days=end) if end else None)
        for kind, on, end, label in later
    )
