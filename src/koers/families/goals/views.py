"""The goals of one family: to read, to add, to rate, to change."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from koers.access.actor import ActorRequest
from koers.access.roles import Permission
from koers.families.fetching import family_for, family_read
from koers.families.goals import actions
from koers.families.goals.forms import GoalChangeForm, GoalForm, RatingForm
from koers.families.goals.presenters import Raters, goal_cards
from koers.families.models import Child, Family, Goal, GoalRating, Parent
from koers.families.people.presenters import FormPage


def goals(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """All goals with the newest numbers; the forms for one goal open on demand."""
    family = family_for(request, family_id, Permission.GOAL_READ)
    family_read(request, family, ["goal"])
    return _goals_page(request, family)


def add_goal(request: ActorRequest, family_id: UUID) -> HttpResponse:
    family = family_for(request, family_id, Permission.GOAL_WRITE)
    initial = {"started_on": timezone.localdate()}
    form = GoalForm(request.POST or None, parents=_parents(request, family), initial=initial)
    if form.is_valid():
        try:
            actions.add_goal(actor=request.actor, family=family, new=form.new())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The goal has been written down."))
            return redirect("families:goals", family.pk)
    back = reverse("families:goals", args=[family.pk])
    context = {"family": family, "form": form, "back": back, "page": FormPage(_("New goal"), family.name)}
    return render(request, "families/form_page.html", context)


def rate_goal(request: ActorRequest, family_id: UUID) -> HttpResponse:
    family = family_for(request, family_id, Permission.GOAL_WRITE)
    goal = _goal(request, family)
    form = _rating_form(request, family, goal, is_sent=True)
    if form.is_valid():
        try:
            actions.rate_goal(actor=request.actor, goal=goal, new=form.new())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The number has been saved."))
            return redirect("families:goals", family.pk)
    return _goals_page(request, family, goal, rating=form)


def change_goal(request: ActorRequest, family_id: UUID) -> HttpResponse:
    family = family_for(request, family_id, Permission.GOAL_WRITE)
    goal = _goal(request, family)
    form = _change_form(request, goal, is_sent=True)
    if form.is_valid():
        try:
            actions.change_goal(actor=request.actor, goal=goal, edit=form.edit())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The goal has been changed."))
            return redirect("families:goals", family.pk)
    return _goals_page(request, family, goal, change=form)


def _goals_page(
    request: ActorRequest,
    family: Family,
    wrong: Goal | None = None,
    *,
    rating: RatingForm | None = None,
    change: GoalChangeForm | None = None,
) -> HttpResponse:
    """wrong: the goal whose form comes back with what was typed."""
    actor = request.actor
    found = list(Goal.objects.visible_to(actor).filter(family=family))
    ratings = GoalRating.objects.visible_to(actor).filter(goal__family=family)
    raters = Raters.of(_parents(request, family), _children(request, family))
    cards = goal_cards(found, ratings, raters, today=timezone.localdate())
    known = {goal.pk: goal for goal in found}
    rows = []
    for card in cards:
        is_wrong = wrong is not None and wrong.pk == card.id
        own_rating = rating if is_wrong else None
        own_change = change if is_wrong else None
        row = {
            "card": card,
            "rating": own_rating or _rating_form(request, family, known[card.id]),
            "change": own_change or _change_form(request, known[card.id]),
        }
        rows.append(row)
    may_write = actor.can(Permission.GOAL_WRITE)
    context = {"family": family, "rows": rows, "wrong": rating or change, "may_write": may_write}
    return render(request, "families/goals.html", context)


def _goal(request: ActorRequest, family: Family) -> Goal:
    try:
        wanted = UUID(request.POST.get("goal", ""))
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(Goal.objects.visible_to(request.actor).filter(family=family), pk=wanted)


def _rating_form(request: ActorRequest, family: Family, goal: Goal, *, is_sent: bool = False) -> RatingForm:
    return RatingForm(
        request.POST if is_sent else None,
        parents=[one for one in _parents(request, family) if one.left_on is None],
        children=_children(request, family),
        initial={"rated_on": timezone.localdate()},
        auto_id=f"%s-rate-{goal.pk}",
    )


def _change_form(request: ActorRequest, goal: Goal, *, is_sent: bool = False) -> GoalChangeForm:
    return GoalChangeForm(
        request.POST if is_sent else None,
        initial={
            "text": goal.text,
            "status": goal.status,
            "changed_on": timezone.localdate(),
            "review_on": goal.review_on,
        },
        auto_id=f"%s-change-{goal.pk}",
    )


def _parents(request: ActorRequest, family: Family) -> list[Parent]:
    return list(Parent.objects.visible_to(request.actor).filter(family=family))


def _children(request: ActorRequest, family: Family) -> list[Child]:
    return list(Child.objects.visible_to(request.actor).filter(family=family))
