"""One tap takes a mistake away; the next page says so and offers the way back (U48)."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from koers.access.actor import ActorRequest
from koers.access.roles import Permission
from koers.families.fetching import family_for
from koers.families.removal import actions

KEPT = "taken_away"


def take_away(request: ActorRequest, family_id: UUID) -> HttpResponse:
    family = family_for(request, family_id, Permission.EPISODE_WRITE)
    try:
        actions.take_away(actor=request.actor, family=family)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("caseload:family", family.pk)
    request.session[KEPT] = {"id": str(family.pk), "name": family.name}
    return redirect("families:taken_away")


def taken_away(request: ActorRequest) -> HttpResponse:
    """What was taken away last in this session, with the way back."""
    kept = request.session.get(KEPT)
    if not kept:
        return redirect("home")
    if request.method != "POST":
        return render(request, "families/taken_away.html", {"name": kept["name"]})
    del request.session[KEPT]
    try:
        family = actions.bring_back(actor=request.actor, family_id=UUID(kept["id"]))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("home")
    messages.success(request, _("%(name)s is back.") % {"name": family.name})
    return redirect("caseload:family", family.pk)
