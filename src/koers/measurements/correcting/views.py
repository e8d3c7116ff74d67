from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Min
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from koers.access.actor import ActorRequest
from koers.audit import trail
from koers.audit.events import Event
from koers.families.models import CareEpisode, Child, Family, Parent
from koers.measurements.correcting import actions, policies
from koers.measurements.correcting.forms import Correctable, CorrectionForm, WithdrawForm
from koers.measurements.correcting.presenters import correct_page
from koers.measurements.models import Administration, Score
from koers.measurements.views import SeeOther
from koers.ui.language import spoken_language


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: ActorRequest, family_id: UUID, administration_id: UUID) -> HttpResponse:
    """The stored list as a form; below it the way to withdraw it, and the versions before."""
    families = Family.objects.visible_to(request.actor).select_related("organisation")
    family = get_object_or_404(families, pk=family_id)
    lists = Administration.objects.visible_to(request.actor).filter(family=family)
    stored = get_object_or_404(lists.select_related("instrument_version"), pk=administration_id)
    policies.check_may_correct(request.actor, family)
    other = _counts_instead(stored)
    if other is not None:
        return redirect("measurements:correct", family.pk, other.pk)
    if stored.withdrawn_at is not None:
        messages.info(request, _("This list was withdrawn. It no longer counts."))
        return redirect("caseload:family", family.pk)
    return _corrected(request, family, stored)


def _counts_instead(stored: Administration) -> Administration | None:
    """The version to correct when this one is not: the newer one, or the long list it was taken from."""
    if stored.is_derived:
        return stored.derived_from
    return getattr(stored, "replaced_by", None)


def _corrected(request: ActorRequest, family: Family, stored: Administration) -> HttpResponse:
    is_withdrawing = "withdraw" in request.POST
    about = _correctable(request, family, stored)
    form = CorrectionForm(None if is_withdrawing else request.POST or None, about=about)
    withdraw = WithdrawForm(request.POST if is_withdrawing else None, prefix="withdraw")
    if is_withdrawing and withdraw.is_valid() and _is_withdrawn(request, stored, withdraw):
        messages.success(request, _("The list has been withdrawn. It is kept, but it no longer counts."))
        return SeeOther(reverse("caseload:family", args=[family.pk]))
    if form.is_valid():
        newer = _newer(request, stored, form)
        if newer is not None:
            messages.success(request, _("The list has been corrected. The old version is kept."))
            return SeeOther(_profile_of(newer))
    about_log = trail.About(
        family_id=family.pk, person_id=stored.parent_id, object_kind="administration", rows=["answers"]
    )
    trail.record(Event.ANSWERS_READ, actor=request.actor, about=about_log)
    page = correct_page(about, _versions(stored), form.chosen, form.wrong, spoken_language())
    context = {"family": family, "form": form, "withdraw": withdraw, "page": page}
    return render(request, "measurements/correct.html", context)


def _correctable(request: ActorRequest, family: Family, stored: Administration) -> Correctable:
    episodes = CareEpisode.objects.visible_to(request.actor).running().filter(family=family)
    score = Score.objects.visible_to(request.actor).filter(administration=stored, is_primary=True).get()
    return Correctable(
        administration=stored,
        parents=list(Parent.objects.visible_to(request.actor).filter(family=family)),
        children=list(Child.objects.visible_to(request.actor).filter(family=family)),
        started_on=episodes.aggregate(first=Min("started_on"))["first"],
        t_score=score.t_score,
    )


def _is_withdrawn(request: ActorRequest, stored: Administration, form: WithdrawForm) -> bool:
    try:
        actions.withdraw_list(actor=request.actor, administration=stored, reason=form.cleaned_data["reason"])
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _newer(request: ActorRequest, stored: Administration, form: CorrectionForm) -> Administration | None:
    """The new version; None with the reason on the form."""
    try:
        return actions.correct_list(actor=request.actor, administration=stored, corrected=form.corrected())
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _profile_of(newer: Administration) -> str:
    shown = getattr(newer, "derived", newer)
    query = urlencode({"child": str(shown.child_id), "list": shown.instrument_id})
    return f"{reverse('trajectories:profile', args=[newer.family_id])}?{query}"


def _versions(stored: Administration) -> Iterator[Administration]:
    """The older versions of a list, the newest first."""
    older = stored.replaces
    while older is not None:
        yield older
        older = older.replaces
