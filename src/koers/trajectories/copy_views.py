"""Text for the family's own file: shown on a page, so that showing it is what the log writes down."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from koers.access.actor import ActorRequest
from koers.audit import trail
from koers.audit.events import Event
from koers.families.sharing import staff_figure_is_separate
from koers.trajectories import policies
from koers.trajectories.looking import head_of, look, uuid_of
from koers.trajectories.models import Reading
from koers.trajectories.presenters.copied import CopyOrder
from koers.trajectories.profiles import Profile


@require_safe
def copy(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """Everybody with lists, or with `?person=` some: the file is kept by staff, not given to parents."""
    looked = look(request, family_id)
    policies.check_may_print(request.actor)
    if looked.profile is None:
        raise Http404
    shown = looked.profile
    chosen = _chosen(request, shown)
    is_everybody = len(chosen) == len(shown.with_lists)
    reading = _newest_reading(request, shown) if is_everybody else None
    is_one_each = staff_figure_is_separate([person.parent_id for person in shown.with_lists])
    order = CopyOrder(shown, chosen, reading, timezone.localdate(), is_one_each=is_one_each)
    about = trail.About(
        family_id=family_id,
        person_id=chosen[0] if len(chosen) == 1 else None,
        object_kind="profile",
        rows=["print", "line", *(["reading"] if order.reading else [])],
    )
    trail.record(Event.COPY_MADE, actor=request.actor, about=about)
    return render(request, "trajectories/copy.html", {"head": head_of(looked), "page": order.page()})


def _chosen(request: ActorRequest, shown: Profile) -> list[UUID]:
    """The persons in the address, else everybody; of people who are kept apart one at a time (TRUST R-S4)."""
    known = [person.parent_id for person in shown.with_lists]
    wanted = {uuid_of(one) for one in request.GET.getlist("person")}
    if not wanted <= set(known):
        raise Http404
    chosen = [one for one in known if one in wanted] or known
    return chosen[:1] if staff_figure_is_separate(chosen) else chosen


def _newest_reading(request: ActorRequest, shown: Profile) -> Reading | None:
    """A reading speaks of everybody, so it does not stand in a text about one of several people."""
    if not policies.sees_readings(request.actor):
        return None
    readings = Reading.objects.visible_to(request.actor)
    return readings.filter(family=shown.family, child=shown.child).first()
