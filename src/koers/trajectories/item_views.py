"""Single questions over time: a page of its own, never on the axis of the scores."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from koers.access.actor import ActorRequest
from koers.audit import trail
from koers.audit.events import Event
from koers.families.sharing import staff_figure_is_separate
from koers.trajectories import policies
from koers.trajectories.items import Answers
from koers.trajectories.looking import Looked, head_of, look, uuid_of
from koers.trajectories.presenters.items import ItemsSight
from koers.trajectories.profiles import Profile
from koers.ui.language import spoken_language


@require_safe
def items(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """The answers of everybody side by side, or with `?person=` of one; for who may read answers."""
    looked = look(request, family_id)
    policies.check_may_read_answers(request.actor)
    if looked.profile is None:
        raise Http404
    sight = _sight(request, looked, looked.profile)
    about = trail.About(
        family_id=family_id, person_id=sight.chosen, object_kind="profile", rows=["identity", "answers"]
    )
    trail.record(Event.ITEMS_READ, actor=request.actor, about=about)
    context = {"head": head_of(looked), "page": sight.page()}
    return render(request, "trajectories/items.html", context)


def _sight(request: ActorRequest, looked: Looked, profile: Profile) -> ItemsSight:
    ids = [person.parent_id for person in profile.with_lists]
    may_show_all = policies.sees_together(request.actor) and not staff_figure_is_separate(ids)
    chosen = _chosen(request, ids)
    if chosen is None and not may_show_all:
        chosen = ids[0]
    shown = profile if chosen is None else profile.only([chosen])
    return ItemsSight(
        profile=profile,
        answers=Answers.of(shown, looked.scores.scores),
        chosen=chosen,
        may_show_all=may_show_all,
        language=spoken_language(),
    )


def _chosen(request: ActorRequest, ids: list[UUID]) -> UUID | None:
    named = request.GET.get("person", "")
    if not named:
        return None
    if uuid_of(named) not in ids:
        raise Http404
    return uuid_of(named)
