"""Writing down goals, what became of them, and how near each person finds them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from koers.access.actor import Actor
from koers.audit import trail
from koers.audit.events import Event
from koers.families import policies
from koers.families.models import Child, Family, Goal, GoalChange, GoalRating, GoalStatus, Parent


@dataclass(frozen=True, slots=True)
class NewGoal:
    """owner None: the whole family."""

    text: str
    started_on: date
    owner: Parent | None = None
    review_on: date | None = None
    shareable: bool = False


@dataclass(frozen=True, slots=True)
class GoalEdit:
    text: str
    status: GoalStatus
    changed_on: date
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewRating:
    """parent and child None: by the worker."""

    rating: int
    rated_on: date
    parent: Parent | None = None
    child: Child | None = None


@transaction.atomic
def add_goal(*, actor: Actor, family: Family, new: NewGoal) -> Goal:
    """Raises NotAllowed, or ValidationError with a sentence."""
    policies.check_may_set_goals(actor, family.pk)
    _check_day(new.started_on)
    _check_of_family(family, new.owner)
    goal = Goal(
        family=family,
        owner=new.owner,
        text=new.text,
        started_on=new.started_on,
        review_on=new.review_on,
        shareable=new.shareable,
        recorded_by=actor.label,
    )
    _store(goal)
    trail.record(Event.GOAL_STORED, actor=actor, about=_about(goal))
    return goal


@transaction.atomic
def change_goal(*, actor: Actor, goal: Goal, edit: GoalEdit) -> None:
    """Other words or another status, from a day on; what held before is kept (T58).

    Raises NotAllowed or ValidationError.
    """
    policies.check_may_set_goals(actor, goal.family_id)
    _check_day(edit.changed_on)
    if edit.changed_on < goal.started_on:
        raise ValidationError(_("This day lies before the start of the goal. Choose a later day."))
    earlier_text = goal.text
    is_changed = (goal.text, goal.status) != (edit.text, edit.status)
    goal.text, goal.status, goal.review_on = edit.text, edit.status, edit.review_on
    goal.full_clean()
    goal.save(update_fields=["text", "status", "review_on"])
    if is_changed:
        change = GoalChange(goal=goal, changed_on=edit.changed_on, status=edit.status)
        change.earlier_text, change.recorded_by = earlier_text, actor.label
        _store(change)
    trail.record(Event.GOAL_CHANGED, actor=actor, about=_about(goal))


@transaction.atomic
def rate_goal(*, actor: Actor, goal: Goal, new: NewRating) -> GoalRating:
    """How near somebody finds a goal on a day; a second number of that day takes the place of the first.

    Raises NotAllowed or ValidationError.
    """
    policies.check_may_set_goals(actor, goal.family_id)
    _check_day(new.rated_on)
    _check_of_family(goal.family, new.parent, new.child)
    if new.rated_on < goal.started_on:
        raise ValidationError(_("This day lies before the start of the goal. Choose a later day."))
    same_day = goal.ratings.filter(rated_on=new.rated_on, parent=new.parent, child=new.child).first()
    rating = same_day or GoalRating(goal=goal, rated_on=new.rated_on, parent=new.parent, child=new.child)
    rating.rating, rating.recorded_by = new.rating, actor.label
    rating.full_clean()
    rating.save()
    trail.record(Event.GOAL_RATED, actor=actor, about=_about(goal))
    return rating


def _check_day(day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError(_("This day lies in the future. Choose a day up to today."))


def _check_of_family(family: Family, *people: Parent | Child | None) -> None:
    if any(person is not None and person.family_id != family.pk for person in people):
        raise ValidationError(_("This person does not belong to this family."))


def _about(goal: Goal) -> trail.About:
    return trail.About(
        family_id=goal.family_id,
        person_id=goal.owner_id,
        object_kind="goal",
        object_id=goal.pk,
        rows=("goal",),
    )


def _store(row: Any) -> None:
    row.full_clean()
    row.save(force_insert=True)
