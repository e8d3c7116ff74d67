"""Hand over families by code: who, to whom, a preview, and back again if it was a mistake."""

import time
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from koers.access.actor import ActorRequest
from koers.families.handover import actions
from koers.families.handover.actions import Done, HandOver
from koers.families.handover.cases import Worker, cases_of, stand_ins_for, workers
from koers.families.handover.forms import HandOverForm

KEPT = "handed_over"
BACK_WITHIN_SECONDS = 60 * 60  # after an hour people have worked with it: then a new hand-over says more


def hand_over(request: ActorRequest) -> HttpResponse:
    """Everybody with families, who left first."""
    return render(request, "families/handover/workers.html", {"workers": workers(request.actor)})


def hand_over_from(request: ActorRequest, user_id: UUID) -> HttpResponse:
    everybody = workers(request.actor)
    giver = next((one for one in everybody if one.id == user_id), None)
    if giver is None:
        return render(request, "families/handover/nothing.html")
    if "end" in request.POST:
        return _ended(request, user_id)
    cases = cases_of(request.actor, user_id, everybody)
    form = HandOverForm(request.POST or None, cases=cases)
    context = {"giver": giver, "form": form, "cases": cases}
    if form.is_valid():
        if "apply" in request.POST and _applied(request, giver, form):
            return redirect("families:handed_over")
        if form.is_valid() and "change" not in request.POST:
            names = {str(one.id): one.name for one in everybody}
            moves = [(case, names[one]) for case, one in form.chosen]
            return render(request, "families/handover/preview.html", context | {"moves": moves})
    stand_ins = stand_ins_for(request.actor, user_id)
    return render(request, "families/handover/choose.html", context | {"stand_ins": stand_ins})


def _applied(request: ActorRequest, giver: Worker, form: HandOverForm) -> bool:
    plan = HandOver(giver.id, form.transfers, form.last_day)
    try:
        done = actions.hand_over(actor=request.actor, plan=plan)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    request.session[KEPT] = {
        "ended": [str(one) for one in done.ended],
        "given": [str(one) for one in done.given],
        "giver": str(giver.id),
        "at": int(time.time()),
    }
    return True


def _ended(request: ActorRequest, user_id: UUID) -> HttpResponse:
    try:
        grant_id = UUID(request.POST["end"])
    except ValueError as error:
        raise Http404 from error
    actions.end_stand_in(actor=request.actor, grant_id=grant_id)
    messages.success(request, _("The stand-in has ended."))
    return redirect("families:hand_over_from", user_id)


def handed_over(request: ActorRequest) -> HttpResponse:
    """What was done, with the way back."""
    kept = request.session.get(KEPT)
    if not kept or time.time() - kept["at"] > BACK_WITHIN_SECONDS:
        return redirect("families:hand_over")
    if request.method == "POST":
        done = Done(tuple(map(UUID, kept["ended"])), tuple(map(UUID, kept["given"])))
        actions.take_back(actor=request.actor, done=done)
        del request.session[KEPT]
        messages.success(request, _("The hand-over has been undone."))
        return redirect("families:hand_over_from", kept["giver"])
    context = {
        "n_families": len(kept["given"]),
        "is_for_good": bool(kept["ended"]),
        "giver_id": kept["giver"],
    }
    return render(request, "families/handover/done.html", context)
