"""The events of one family: to read, to add, and to take off the time line and put back."""

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
from koers.families.happenings import actions
from koers.families.happenings.forms import HappeningForm
from koers.families.happenings.presenters import early_words, happening_rows
from koers.families.models import CareEpisode, Family, Happening
from koers.families.people.presenters import FormPage


def happenings(request: ActorRequest, family_id: UUID) -> HttpResponse:
    family = family_for(request, family_id, Permission.GOAL_READ)
    family_read(request, family, ["goal"])
    found = Happening.objects.visible_to(request.actor).filter(family=family)
    taken_off = found.exclude(removed_at=None).order_by("-removed_at").first()
    context = {
        "family": family,
        "rows": happening_rows(found.standing()),
        "taken_off": taken_off if request.GET.get("undo") else None,
        "may_write": request.actor.can(Permission.GOAL_WRITE),
    }
    return render(request, "families/happenings.html", context)


def add_happening(request: ActorRequest, family_id: UUID) -> HttpResponse:
    family = family_for(request, family_id, Permission.GOAL_WRITE)
    form = HappeningForm(request.POST or None, initial={"happened_on": timezone.localdate()})
    if form.is_valid():
        try:
            kept = actions.add_happening(actor=request.actor, family=family, new=form.new())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The event has been written down."))
            _warn_when_early(request, kept)
            return redirect("families:happenings", family.pk)
    back = reverse("families:happenings", args=[family.pk])
    page = FormPage(_("New event"), family.name, _("It stands under the course, on its own day."))
    return render(
        request, "families/form_page.html", {"family": family, "form": form, "back": back, "page": page}
    )


def _warn_when_early(request: ActorRequest, kept: Happening) -> None:
    care = CareEpisode.objects.visible_to(request.actor).filter(family=kept.family_id).last()
    words = early_words(kept.happened_on, care.started_on if care else None)
    if words:
        messages.warning(request, words)


def remove_happening(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """One tap off, and on the next page one tap back (U48)."""
    family = family_for(request, family_id, Permission.GOAL_WRITE)
    happening = _happening(request, family)
    address = reverse("families:happenings", args=[family.pk])
    if "back" in request.POST:
        actions.put_back_happening(actor=request.actor, happening=happening)
        messages.success(request, _("The event stands on the time line again."))
        return redirect(address)
    actions.remove_happening(actor=request.actor, happening=happening)
    return redirect(f"{address}?undo=1")


def _happening(request: ActorRequest, family: Family) -> Happening:
    try:
        wanted = UUID(request.POST.get("happening", ""))
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(Happening.objects.visible_to(request.actor).filter(family=family), pk=wanted)
