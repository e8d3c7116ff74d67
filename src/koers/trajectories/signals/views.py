"""The small forms round a talking point; each goes back to the profile it came from."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from koers.access.actor import ActorRequest
from koers.families.models import Child, Family, Parent
from koers.trajectories import policies
from koers.trajectories.looking import uuid_of
from koers.trajectories.models import Experience, Reading, StoredSignal
from koers.trajectories.presenters.profile import query_of
from koers.trajectories.signals import actions
from koers.trajectories.signals.forms import AnswerForm, SignForm, StatementForm
from koers.trajectories.signals.records import NewStatement
from koers.trajectories.signals.rules import are_named
from koers.ui.forms import Form
from koers.ui.redirects import SeeOther


@require_POST
def answer(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """Recognised, not so, or later: one tap (T24)."""
    family = _family(request, family_id)
    policies.check_may_answer(request.actor, family.pk)
    signal = _signal(request, family)
    form = AnswerForm(request.POST)
    try:
        _check(form)
        actions.answer_point(actor=request.actor, signal=signal, answer=form.answer())
        messages.success(request, _("Your answer has been recorded."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return _to_profile(family, signal.child_id, signal.instrument_id)


@require_POST
def confirm(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """A worker establishes stagnation after the talk (T88)."""
    family = _family(request, family_id)
    policies.check_may_state(request.actor, family.pk)
    signal = _signal(request, family)
    try:
        actions.confirm_stagnation(actor=request.actor, signal=signal)
        messages.success(request, _("Recorded: stagnation established, with your name and the day."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return _to_profile(family, signal.child_id, signal.instrument_id)


@require_POST
def statement(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """What somebody says of the stress (T85)."""
    family = _family(request, family_id)
    policies.check_may_state(request.actor, family.pk)
    form = StatementForm(request.POST)
    children = Child.objects.visible_to(request.actor).filter(family=family)
    child = get_object_or_404(children, pk=uuid_of(request.POST.get("child", "")))
    try:
        _check(form)
        actions.store_statement(actor=request.actor, new=_statement(request, family, child, form))
        messages.success(request, _("What was said has been recorded."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return _to_profile(family, child.pk, request.POST.get("list", ""))


@require_POST
def sign(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """The behavioural scientist's comment and sign-off on a reading (S22)."""
    family = _family(request, family_id)
    policies.check_may_sign(request.actor, family.pk)
    readings = Reading.objects.visible_to(request.actor).filter(family=family)
    reading = get_object_or_404(readings, pk=uuid_of(request.POST.get("reading", "")))
    form = SignForm(request.POST)
    try:
        _check(form)
        actions.sign_reading(actor=request.actor, reading=reading, text=form.cleaned_data["text"])
        messages.success(request, _("Your comment has been recorded with the reading."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return _to_profile(family, reading.child_id, request.POST.get("list", ""))


def _family(request: ActorRequest, family_id: UUID) -> Family:
    return get_object_or_404(Family.objects.visible_to(request.actor), pk=family_id)


def _signal(request: ActorRequest, family: Family) -> StoredSignal:
    """404 also where the organisation shows no points: then nobody can have tapped one."""
    rows = StoredSignal.objects.visible_to(request.actor).filter(family=family)
    if not are_named(family.organisation_id):
        raise Http404
    return get_object_or_404(rows, pk=uuid_of(request.POST.get("signal", "")))


def _check(form: Form) -> None:
    if not form.is_valid():
        raise ValidationError([str(one) for errors in form.errors.values() for one in errors])


def _statement(request: ActorRequest, family: Family, child: Child, form: StatementForm) -> NewStatement:
    parent, parent_id = None, form.parent_id()
    if parent_id is not None:
        parent = get_object_or_404(
            Parent.objects.visible_to(request.actor).filter(family=family), pk=parent_id
        )
    elif form.cleaned_data["who"] not in {"youth", "worker"}:
        raise Http404
    return NewStatement(
        family=family,
        child=child,
        experience=Experience(form.cleaned_data["experience"]),
        said_on=form.cleaned_data["said_on"],
        parent=parent,
        said_by="parent" if parent else form.cleaned_data["who"],
    )


def _to_profile(family: Family, child_id: UUID, list_id: str) -> HttpResponse:
    address = reverse("trajectories:profile", args=[family.pk])
    query = query_of(child_id, list_id) if list_id else f"child={child_id}"
    return SeeOther(f"{address}?{query}")
