from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from koers.access.actor import ActorRequest
from koers.families.models import CareEpisode, Child, Family, Parent
from koers.instruments.models import InstrumentVersion
from koers.measurements import actions, policies
from koers.measurements.actions import NewList
from koers.measurements.forms import PaperForm
from koers.measurements.models import Administration, AdministrationState
from koers.measurements.offers import Offer
from koers.measurements.presenters import Entering, Pair, entry_address, entry_page, whose_list
from koers.measurements.unfinished import SameDay, Unfinished

PARTLY_SAVED = gettext_lazy(
    "The list has been saved as partly filled in. Too many questions were left open for a score."
)


class SeeOther(HttpResponseRedirect):
    """After a form was sent: the next page is fetched, never posted again."""

    status_code = 303


@require_safe
def paper(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """Whose list is it? Passed over where there is one parent and one child."""
    family = _family_to_enter(request, family_id)
    parents = list(Parent.objects.visible_to(request.actor).filter(family=family))
    children = list(Child.objects.visible_to(request.actor).filter(family=family))
    if len(parents) == len(children) == 1:
        return redirect(entry_address(parents[0], children[0]))
    links = whose_list(parents, children, _last_lists(request, family), today=timezone.localdate())
    return render(request, "measurements/paper.html", {"family": family, "links": links})


@require_http_methods(["GET", "HEAD", "POST"])
def paper_entry(request: ActorRequest, family_id: UUID, parent_id: UUID) -> HttpResponse:
    """The questions as rows; stored with its scores, and the profile is the next page."""
    family = _family_to_enter(request, family_id)
    parents = list(Parent.objects.visible_to(request.actor).filter(family=family))
    parent = next((one for one in parents if one.pk == parent_id), None)
    if parent is None:
        raise Http404
    child = _child(request, family)
    if child is None:
        return redirect("measurements:paper", family.pk)
    offer = _offer(request, family, parent, child)
    version = _version(request, offer)
    if version is None:
        return render(request, "measurements/no_list.html", {"family": family, "offer": offer})
    form = _form(request, family, version)
    entering = Entering(parent, child, version, offer, get_language() or "")
    if form.is_valid() and _stored(request, form, entering):
        return SeeOther(reverse("trajectories:profile", args=[family.pk]))
    context = {
        "family": family,
        "form": form,
        "page": entry_page(entering, parents, form.chosen, form.wrong),
        # Sent, without a mistake and yet not stored: too much is open for a score.
        "unfinished": Unfinished.of(entering, form.answers) if form.is_valid() else None,
        "same_day": _same_day(request, form, entering),
    }
    return render(request, "measurements/paper_entry.html", context)


def _family_to_enter(request: ActorRequest, family_id: UUID) -> Family:
    families = Family.objects.visible_to(request.actor).select_related("organisation")
    family = get_object_or_404(families, pk=family_id)
    policies.check_may_enter(request.actor, family)
    return family


def _last_lists(request: ActorRequest, family: Family) -> dict[Pair, date]:
    """The newest day for each parent and child."""
    lists = Administration.objects.visible_to(request.actor).current().filter(family=family).order_by()
    newest = lists.values_list("parent_id", "child_id").annotate(Max("filled_on"))
    return {(parent_id, child_id): day for parent_id, child_id, day in newest}


def _child(request: ActorRequest, family: Family) -> Child | None:
    """The child in the address, or the only one; None where it must be chosen."""
    children = list(Child.objects.visible_to(request.actor).filter(family=family))
    named = request.GET.get("child", "")
    if not named:
        return children[0] if len(children) == 1 else None
    found = next((child for child in children if str(child.pk) == named), None)
    if found is None:
        raise Http404
    return found


def _offer(request: ActorRequest, family: Family, parent: Parent, child: Child) -> Offer:
    active = InstrumentVersion.objects.visible_to(request.actor).active()
    lists = Administration.objects.visible_to(request.actor).current().filter(parent=parent, child=child)
    return Offer.of(list(active), family, is_first_time=not lists.exists())


def _version(request: ActorRequest, offer: Offer) -> InstrumentVersion | None:
    """The list in the address, or the one to begin with; None where there is none to use."""
    named = request.GET.get("list", "")
    if not named or offer.first is None:
        return offer.first
    version = offer.named(named)
    if version is None:
        raise Http404
    return version


def _form(request: ActorRequest, family: Family, version: InstrumentVersion) -> PaperForm:
    return PaperForm(
        request.POST or None,
        instrument=version.instrument,
        earliest=_start(request, family),
        initial=_named_day(request),
    )


def _named_day(request: ActorRequest) -> dict[str, date]:
    """The day in the address, as a paper's code names it; one that is still to come says nothing yet."""
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return {}
    return {"filled_on": day} if day <= timezone.localdate() else {}


def _start(request: ActorRequest, family: Family) -> date:
    episode = CareEpisode.objects.visible_to(request.actor).running().get(family=family)
    return episode.started_on


def _same_day(request: ActorRequest, form: PaperForm, entering: Entering) -> SameDay | None:
    """The list that is there already, where that is what is wrong."""
    if not form.has_error("filled_on", code=actions.SAME_DAY) or form.day is None:
        return None
    lists = Administration.objects.visible_to(request.actor).current()
    stored = lists.filter(
        parent=entering.parent,
        child=entering.child,
        instrument_id=entering.version.instrument_id,
        filled_on=form.day,
    ).first()
    return SameDay.of(stored) if stored else None


def _stored(request: ActorRequest, form: PaperForm, entering: Entering) -> bool:
    """Keep the list and say so; False with the reason on the form, or when it is asked about first."""
    new = NewList(
        parent=entering.parent,
        child=entering.child,
        version=entering.version,
        filled_on=form.cleaned_data["filled_on"],
        mode=form.cleaned_data["mode"],
        answers=form.answers,
        form_key=form.cleaned_data["form_key"],
    )
    try:
        if not form.cleaned_data["without_score"] and actions.lacks_score(new):
            return False
        administration = actions.store_list(actor=request.actor, new=new)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    if administration.state == AdministrationState.PARTLY:
        messages.warning(request, PARTLY_SAVED)
    else:
        messages.success(request, _("The list has been saved."))
    return True
