"""Two people in one figure or on one sheet: when staff see them apart, and what a sheet lacks."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from koers.access.actor import Actor, ActorRequest
from koers.access.roles import Permission
from koers.families.models import Parent, SharingScope
from koers.families.sharing import lacking, staff_figure_is_separate
from koers.trajectories.looking import Looked, uuid_of
from koers.trajectories.presenters.drawing import Drawing
from koers.trajectories.presenters.goals import GoalFigures, Rated
from koers.trajectories.profiles import Profile


def is_separate(request: ActorRequest, looked: Looked, shown: Profile) -> bool:
    """With a safety block between them two people are drawn apart, until somebody asks for them together."""
    drawn = [person.parent_id for person in shown.with_scores]
    if len(drawn) < 2 or request.GET.get("together") == "1":
        return False
    return staff_figure_is_separate(drawn, apart=looked.household.apart)


def readers_of(request: ActorRequest, looked: Looked) -> list[UUID]:
    """Who besides the people on it gets to see the sheet, as ticked; 404 for anybody else."""
    wanted = [uuid_of(one) for one in request.GET.getlist("reader")]
    if not set(wanted) <= {parent.pk for parent in looked.scores.parents}:
        raise Http404
    return wanted


def lacking_for_sheet(
    looked: Looked, chosen: Sequence[UUID], readers: Sequence[UUID]
) -> list[tuple[Parent, Parent]]:
    """The consents that a sheet with these people's lines lacks: they see it, and whoever was ticked."""
    on_it = [parent for parent in looked.scores.parents if parent.pk in chosen]
    present = [parent for parent in looked.scores.parents if parent.pk in {*chosen, *readers}]
    if len(present) < 2:
        return []
    return lacking(present, data_of=on_it, scope=SharingScope.LINE, today=timezone.localdate())


def rated_goals(request: ActorRequest, actor: Actor, looked: Looked) -> Rated | None:
    """The goals with numbers, when they are asked for and the reader may see them (T11)."""
    if request.GET.get("goals") != "1" or not actor.can(Permission.GOAL_READ):
        return None
    return Rated.read(actor, looked.household)


def goal_figures(rated: Rated | None, drawing: Drawing) -> GoalFigures | None:
    """None: not asked for, no number yet, or no figure to stand under."""
    if rated is None or not rated.goals or not drawing.profile.with_scores:
        return None
    return GoalFigures.of(rated, drawing)
