"""What an address of the profile asks for, fetched through `visible_to`: which family, child and list."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone

from koers.access.actor import Actor, ActorRequest
from koers.families.models import CareEpisode, Child, Family
from koers.measurements.models import Score
from koers.trajectories import policies
from koers.trajectories.presenters.profile import Head
from koers.trajectories.profiles import Choice, FamilyScores, Profile


class SeeOther(HttpResponseRedirect):
    """After a form was sent: the next page is fetched, never posted again."""

    status_code = 303


@dataclass(frozen=True)
class Looked:
    """What was found at an address: the family, and which child and list; None when there is no list.

    is_helped: care runs now.
    """

    family: Family
    started_on: date | None
    scores: FamilyScores
    profile: Profile | None
    is_helped: bool = True

    @property
    def last_lists(self) -> dict[UUID, date]:
        """The newest list, of any kind, of everybody who is still asked for lists."""
        asked = {parent.pk for parent in self.scores.parents if parent.left_on is None}
        found = {one.administration.parent_id: one.administration.filled_on for one in self.scores.scores}
        return {key: on for key, on in found.items() if key in asked and self.is_helped}


def look(request: ActorRequest, family_id: UUID) -> Looked:
    """Everything through `visible_to`; 404 for outsiders, 403 for insiders without the right."""
    families = Family.objects.visible_to(request.actor).select_related("organisation")
    running = CareEpisode.objects.visible_to(request.actor).running().filter(family=OuterRef("pk"))
    found = families.annotate(helped_since=Max("episodes__started_on"), is_helped=Exists(running))
    family = get_object_or_404(found, pk=family_id)
    policies.check_may_read(request.actor)
    scores = FamilyScores.read(request.actor, family)
    choice = _choice(request, scores)
    profile = scores.profile(choice) if choice else None
    if profile and not policies.sees_together(request.actor):
        profile = profile.only([person.parent_id for person in profile.with_lists[:1]])
    started_on: date | None = getattr(family, "helped_since", None)  # the annotations above
    return Looked(family, started_on, scores, profile, is_helped=getattr(family, "is_helped", True))


def family_of(request: ActorRequest, family_id: UUID) -> Family:
    return get_object_or_404(Family.objects.visible_to(request.actor), pk=family_id)


def _choice(request: ActorRequest, scores: FamilyScores) -> Choice | None:
    """What `?child=` and `?list=` ask for, else what there is most of. None: this child has no list yet."""
    child, list_id = request.GET.get("child", ""), request.GET.get("list", "")
    choices = scores.choices()
    fitting = [
        one for one in choices if child in {"", str(one.child.pk)} and list_id in {"", one.instrument_id}
    ]
    if fitting or not (child or list_id):
        return fitting[0] if fitting else None
    children = Child.objects.visible_to(request.actor).filter(family=scores.family)
    if child and child not in {str(pk) for pk in children.values_list("pk", flat=True)}:
        raise Http404
    return None


def uuid_of(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def head_of(looked: Looked) -> Head:
    today = timezone.localdate()
    return Head.of(looked.family, looked.profile, started_on=looked.started_on, today=today)


def outdated(actor: Actor, profile: Profile) -> QuerySet[Score]:
    """The scores of lists of this profile that no longer count, in the order in which they came."""
    rows = Score.objects.visible_to(actor).filter(
        administration__child=profile.child,
        administration__instrument_id=profile.version.instrument_id,
        administration__is_current=False,
        is_primary=True,
    )
    return rows.select_related("administration__replaced_by").order_by("administration__created_at")
