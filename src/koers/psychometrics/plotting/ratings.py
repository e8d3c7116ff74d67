"""How near a goal is, 0-10, on the date axis of a profile: one low strip a goal, upward is nearer."""

from dataclasses import dataclass
from datetime import date

from koers.psychometrics.plotting.lettering import ASCENT, LINE_HEIGHT, shorten, wrap
from koers.psychometrics.plotting.shapes import (
    Anchor,
    Label,
    LabelKind,
    Point,
    ProfileLayout,
    Rule,
    make_label,
)

HIGHEST = 10
STRIP_HEIGHT = 72.0
TITLE_GAP = 6.0
STRIP_GAP = 22.0
NAME_GAP = 12.0
MARKER_ROOM = 12.0
TITLE_LINES = 2
LEAST_NAME_ROOM = 72.0  # with less beside the plot the names stand under the strip


@dataclass(frozen=True)
class RatedBy:
    """One person's ratings (day, 0-10) in order of date; slot 1-4 as in the profile, 0 for who has none."""

    name: str
    slot: int
    ratings: tuple[tuple[date, int], ...]


@dataclass(frozen=True)
class RatedGoal:
    text: str
    by: tuple[RatedBy, ...]


@dataclass(frozen=True)
class RatingCourse:
    """points: one for each rating; `words` name each of them."""

    slot: int
    points: tuple[Point, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class RatingStrip:
    rules: tuple[Rule, ...]
    courses: tuple[RatingCourse, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class RatingsLayout:
    width: float
    height: float
    strips: tuple[RatingStrip, ...]


def lay_out_ratings(goals: tuple[RatedGoal, ...], profile: ProfileLayout) -> RatingsLayout:
    """The strips under each other, as wide as the profile and with its date axis."""
    strips, top = [], 0.0
    for goal in goals:
        strip, bottom = _strip(goal, profile, top)
        strips.append(strip)
        top = bottom + STRIP_GAP
    return RatingsLayout(profile.width, max(top - STRIP_GAP, 0.0) + MARKER_ROOM, tuple(strips))


def _strip(goal: RatedGoal, profile: ProfileLayout, top: float) -> tuple[RatingStrip, float]:
    lines = wrap(goal.text, profile.width, TITLE_LINES)
    title = make_label(LabelKind.BAND, lines, (0.0, top + ASCENT), Anchor.START)
    plot_top = top + len(lines) * LINE_HEIGHT + TITLE_GAP + MARKER_ROOM
    bottom = plot_top + STRIP_HEIGHT
    heights = {value: bottom - value / HIGHEST * STRIP_HEIGHT for value in (0, HIGHEST // 2, HIGHEST)}
    left, right = profile.plot.left, profile.plot.right
    numbers = [
        make_label(LabelKind.AXIS, (str(value),), (left - NAME_GAP, y + ASCENT / 2 - 1), Anchor.END)
        for value, y in heights.items()
    ]
    courses = tuple(_course(one, profile, bottom) for one in goal.by)
    names = _names(goal.by, courses, profile)
    if profile.width - right - NAME_GAP < LEAST_NAME_ROOM:
        names = [_names_below(goal.by, profile, bottom)]
    rules = tuple(Rule(left, y, right, y) for y in heights.values())
    lowest = max(bottom, *(label.box.bottom for label in names))
    return RatingStrip(rules, courses, (title, *numbers, *names)), lowest


def _course(one: RatedBy, profile: ProfileLayout, bottom: float) -> RatingCourse:
    points = tuple(
        (profile.time.clipped_x(on), bottom - rating / HIGHEST * STRIP_HEIGHT) for on, rating in one.ratings
    )
    return RatingCourse(one.slot, points, tuple(f"{one.name} {rating}" for _on, rating in one.ratings))


def _names(
    people: tuple[RatedBy, ...], courses: tuple[RatingCourse, ...], profile: ProfileLayout
) -> list[Label]:
    """Each name with the newest number beside the strip, moved apart where courses end close together."""
    room = profile.width - profile.plot.right - NAME_GAP
    ends = sorted(zip(courses, people, strict=True), key=lambda pair: pair[0].points[-1][1])
    labels: list[Label] = []
    lowest = float("-inf")
    for course, person in ends:
        lowest = max(course.points[-1][1] + ASCENT / 2 - 1, lowest + LINE_HEIGHT)
        tail = str(person.ratings[-1][1])
        text = shorten(f"{person.name} {tail}", room)
        at = (profile.plot.right + NAME_GAP, lowest)
        labels.append(make_label(LabelKind.NAME, (text,), at, Anchor.START))
    return labels


def _names_below(people: tuple[RatedBy, ...], profile: ProfileLayout, bottom: float) -> Label:
    text = ", ".join(f"{person.name} {person.ratings[-1][1]}" for person in people)
    at = (0.0, bottom + MARKER_ROOM + LINE_HEIGHT)
    return make_label(LabelKind.NAME, (shorten(text, profile.width),), at, Anchor.START)
