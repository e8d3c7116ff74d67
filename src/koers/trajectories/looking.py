"""What an address of the profile asks for, fetched through `visible_to`: which family, child and list."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone

from koers.access.actor import ActorRequest
from koers.families.households import Household, household_or_404
from koers.families.models import Child, Family
from koers.trajectories import policies
from koers.trajectories.presenters.profile import Head
from koers.trajectories.profiles import Choice, FamilyScores, Profile, scores_of_families


class SeeOther(HttpResponseRedirect):
    """After a form was sent: the next page is fetched, never posted again."""

    status_code = 303


@dataclass(frozen=True)
class Looked:
    """What was found at an address: the family, and which child and list; None when there is no list."""

    household: Household
    scores: FamilyScores
    profile: Profile | None

    @property
    def last_lists(self) -> dict[UUID, date]:
        """The newest list, of any kind, of everybody who is still asked for lists. Silence after earlier
        lists that were brought in says nothing: nobody was asked."""
        asked = {parent.pk for parent in self.scores.parents if parent.left_on is None}
        newest = {one.administration.parent_id: one.administration for one in self.scores.scores}
        if not self.household.is_in_care:
            return {}
        return {key: one.filled_on for key, one in newest.items() if key in asked and not one.is_imported}

    @property
    def family(self) -> Family:
        return self.household.family

    @property
    def started_on(self) -> date | None:
        return self.household.care.started_on if self.household.care else None


def look(request: ActorRequest, family_id: UUID) -> Looked:
    """Everything through `visible_to`; 404 for outsiders, 403 for insiders without the right."""
    families = Family.objects.visible_to(request.actor).select_related("organisation")
    household = household_or_404(families, family_id)
    policies.check_may_read(request.actor)
    scores = FamilyScores.of(household, scores_of_families(request.actor, [family_id]))
    choice = _choice(request, scores)
    profile = scores.profile(choice) if choice else None
    if profile and not policies.sees_together(request.actor):
        profile = profile.only([person.parent_id for person in profile.with_lists[:1]])
    return Looked(household, scores, profile)


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
