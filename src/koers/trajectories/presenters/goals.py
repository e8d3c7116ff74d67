"""Goals and events of the family under the profile, on the same date axis (T11, T12)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from koers.access.actor import Actor
from koers.families.goals.presenters import Raters
from koers.families.goals.rated import RatedGoals
from koers.families.households import Household
from koers.families.models import Child, GoalRating
from koers.psychometrics.plotting import NARROW, WIDE, Frame, RatedBy, RatedGoal, lay_out_ratings
from koers.psychometrics.plotting.ratings import RatingCourse, RatingStrip
from koers.trajectories import chart_signs as signs
from koers.trajectories.chart import number, points
from koers.trajectories.chart_signs import SCREEN_INK
from koers.trajectories.presenters.drawing import SLOTS, Drawing
from koers.trajectories.wording.dates import day

CROSS = "M-5 0H5M0 -5V5"  # child and worker have no place of their own in the profile


@dataclass(frozen=True, slots=True)
class Rated:
    """Goals with at least one rating, in the order in which they began."""

    goals: tuple[RatedGoal, ...]

    @classmethod
    def read(cls, actor: Actor, household: Household) -> Self:
        rated = RatedGoals.read(actor, household.family)
        children = Child.objects.visible_to(actor).filter(family=household.family)
        raters = Raters.of(household.parents, list(children) if _has_child(rated) else [])
        slots = {parent.pk: parent.slot for parent in household.parents}
        return cls(tuple(_rated(rated, raters, slots)))

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(on for goal in self.goals for one in goal.by for on, _rating in one.ratings)

    @property
    def described(self) -> str:
        return " ".join(_sentence(goal) for goal in self.goals)


def _has_child(rated: RatedGoals) -> bool:
    return any(rating.child_id for rating in rated.ratings)


def _rated(rated: RatedGoals, raters: Raters, slots: Mapping[UUID, int]) -> Iterable[RatedGoal]:
    by_goal: Mapping[UUID, list[GoalRating]] = defaultdict(list)
    for rating in rated.ratings:
        by_goal[rating.goal_id].append(rating)
    for goal in rated.goals:
        if by_goal[goal.pk]:
            yield RatedGoal(goal.text, _by(by_goal[goal.pk], raters, slots))


def _by(ratings: Sequence[GoalRating], raters: Raters, slots: Mapping[UUID, int]) -> tuple[RatedBy, ...]:
    own: dict[tuple[str, int], list[tuple[date, int]]] = defaultdict(list)
    for rating in ratings:
        own[raters.name(rating), _slot(rating, slots)].append((rating.rated_on, rating.rating))
    return tuple(RatedBy(name, slot, tuple(found)) for (name, slot), found in own.items())


def _slot(rating: GoalRating, slots: Mapping[UUID, int]) -> int:
    slot = slots.get(rating.parent_id, 0) if rating.parent_id else 0
    return slot if slot <= SLOTS else 0


def _sentence(goal: RatedGoal) -> str:
    said = [
        _("%(who)s: %(numbers)s") % {"who": one.name, "numbers": ", ".join(_dated(one))} for one in goal.by
    ]
    return f"{goal.text}: {'; '.join(said)}."


def _dated(one: RatedBy) -> list[str]:
    return [f"{rating} ({day(on)})" for on, rating in one.ratings]


@dataclass(frozen=True, slots=True)
class GoalFigures:
    """The strips for a wide and for a narrow place; the stylesheet shows one."""

    wide: SafeString
    narrow: SafeString

    @classmethod
    def of(cls, rated: Rated, drawing: Drawing) -> Self:
        return cls(_svg(rated, drawing, WIDE), _svg(rated, drawing, NARROW))


def _svg(rated: Rated, drawing: Drawing, frame: Frame) -> SafeString:
    layout = lay_out_ratings(rated.goals, drawing.plot(frame))
    variant = "wide" if frame.is_wide else "narrow"
    context = {
        "element_id": f"goals-{variant}",
        "variant": variant,
        "title": _("How near the goals are, from 0 to 10"),
        "description": rated.described,
        "ink": SCREEN_INK,
        "width": number(layout.width),
        "height": number(layout.height),
        "strips": [_strip(strip) for strip in layout.strips],
    }
    return render_to_string("trajectories/goal_strips.svg", context)


def _strip(strip: RatingStrip) -> dict[str, object]:
    return {
        "rules": [
            {"x1": number(rule.x1), "x2": number(rule.x2), "y": number(rule.y1)} for rule in strip.rules
        ],
        "courses": [_course(course) for course in strip.courses],
        "labels": [
            {"anchor": str(label.anchor), "x": number(label.x), "y": number(label.y), "lines": label.lines}
            for label in strip.labels
        ],
    }


def _course(course: RatingCourse) -> dict[str, object]:
    has_slot = course.slot in signs.MARKERS
    return {
        "css": f"k-series-{course.slot}" if has_slot else "",
        "colour": SCREEN_INK.series[course.slot - 1] if has_slot else SCREEN_INK.text,
        "dash": signs.DASHES.get(course.slot, ""),
        "is_hollow": course.slot == signs.OPEN_SLOT,
        "shape": signs.MARKERS.get(course.slot, CROSS),
        "has_slot": has_slot,
        "points": points(course.points),
        "signs": [
            {"place": f"translate({number(x)} {number(y)}) scale(0.85)", "words": words}
            for (x, y), words in zip(course.points, course.words, strict=True)
        ],
    }
