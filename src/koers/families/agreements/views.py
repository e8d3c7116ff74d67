"""Consent, authority and safety of one family: to read, to record, to withdraw."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from koers.access.actor import ActorRequest
from koers.access.roles import Permission
from koers.families.agreements import actions
from koers.families.agreements.actions import NewConsent
from koers.families.agreements.forms import AuthorityForm, ConsentForm
from koers.families.agreements.help_consent import ConsentRules
from koers.families.agreements.presenters import ConsentFacts, ConsentPage, pair_rows
from koers.families.fetching import family_for, family_read
from koers.families.models import (
    Child,
    Consent,
    Family,
    Parent,
    ParentalAuthority,
    SafetyBlock,
    SafetyReason,
)
from koers.families.policies import may_undo_block
from koers.families.wording import SAFETY_REASON_NAMES


def consent(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """Per person taking part, per child help and authority."""
    family = family_for(request, family_id, Permission.CONSENT_READ)
    family_read(request, family, ["consent", "authority"])
    return _consent_page(request, family)


def record_consent(request: ActorRequest, family_id: UUID) -> HttpResponse:
    family = family_for(request, family_id, Permission.CONSENT_WRITE)
    form = _consent_form(request, _page_of(request, family), is_sent=True)
    if form.is_valid():
        new = _new_consent(request, family, form)
        try:
            actions.record_consent(actor=request.actor, new=new)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The consent has been recorded."))
            return redirect("families:consent", family.pk)
    return _consent_page(request, family, consent_form=form)


def withdraw_consent(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """At once, and no reason asked."""
    family = family_for(request, family_id, Permission.CONSENT_WRITE)
    found = Consent.objects.visible_to(request.actor).filter(family=family).standing()
    standing = get_object_or_404(found, pk=_uuid(request.POST.get("consent", "")))
    actions.withdraw_consent(actor=request.actor, consent=standing)
    messages.success(request, _("The consent has been withdrawn, at once."))
    return redirect("families:consent", family.pk)


def check_authority(request: ActorRequest, family_id: UUID) -> HttpResponse:
    family = family_for(request, family_id, Permission.AUTHORITY_WRITE)
    form = _authority_form(request, family, is_sent=True)
    if form.is_valid():
        actions.check_authority(actor=request.actor, new=form.new())
        messages.success(request, _("The check has been recorded."))
        return redirect("families:consent", family.pk)
    return _consent_page(request, family, authority_form=form)


def safety(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """Between whom a safety block stands. One tap sets it; two people lift it."""
    family = family_for(request, family_id, Permission.SAFETY_READ)
    family_read(request, family, ["safety"])
    blocks = list(SafetyBlock.objects.visible_to(request.actor).filter(first__family=family).standing())
    at = timezone.now()
    context = {
        "family": family,
        "pairs": pair_rows(request.actor, _parents(request, family), blocks),
        "undoable": next((one for one in blocks if may_undo_block(request.actor, one, at=at)), None),
        "reasons": [(key.value, name) for key, name in SAFETY_REASON_NAMES.items()],
    }
    return render(request, "families/safety.html", context)


def set_block(request: ActorRequest, family_id: UUID) -> HttpResponse:
    family = family_for(request, family_id, Permission.SAFETY_SET)
    people = {str(parent.pk): parent for parent in _parents(request, family)}
    one, _colon, other = request.POST.get("pair", "").partition(":")
    reason = request.POST.get("reason", "")
    if one not in people or other not in people or reason not in SafetyReason.values:
        raise Http404
    try:
        actions.set_block(
            actor=request.actor, one=people[one], other=people[other], reason=SafetyReason(reason)
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("families:safety", family.pk)


def undo_block(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """A wrong tap, taken back within a minute by who made it."""
    family = family_for(request, family_id, Permission.SAFETY_SET)
    try:
        actions.undo_block(actor=request.actor, block=_block(request, family))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Undone. What was agreed between the two holds again."))
    return redirect("families:safety", family.pk)


def ask_to_lift(request: ActorRequest, family_id: UUID) -> HttpResponse:
    family = family_for(request, family_id, Permission.SAFETY_LIFT)
    actions.ask_to_lift(actor=request.actor, block=_block(request, family))
    messages.success(request, _("A second person has to agree. Until then the block stands."))
    return redirect("families:safety", family.pk)


def answer_lift(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """The second person agrees, or the block is kept."""
    family = family_for(request, family_id, Permission.SAFETY_SET)
    block = _block(request, family)
    if "keep" in request.POST:
        actions.keep_block(actor=request.actor, block=block)
        messages.success(request, _("The block stays."))
        return redirect("families:safety", family.pk)
    try:
        actions.lift_block(actor=request.actor, block=block)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The block has been lifted. Sharing is asked of each parent anew."))
    return redirect("families:safety", family.pk)


def _consent_page(
    request: ActorRequest,
    family: Family,
    *,
    consent_form: ConsentForm | None = None,
    authority_form: AuthorityForm | None = None,
) -> HttpResponse:
    page = _page_of(request, family)
    context = {
        "family": family,
        "page": page,
        "wrong": consent_form or authority_form,
        "consent_form": consent_form or _consent_form(request, page),
        "authority_form": authority_form or _authority_form(request, family),
        "may_write": request.actor.can(Permission.CONSENT_WRITE),
    }
    return render(request, "families/consent.html", context)


def _page_of(request: ActorRequest, family: Family) -> ConsentPage:
    actor = request.actor
    return ConsentFacts(
        parents=[one for one in _parents(request, family) if one.left_on is None],
        children=_children(request, family),
        consents=list(Consent.objects.visible_to(actor).filter(family=family)),
        checks=list(ParentalAuthority.objects.visible_to(actor).filter(child__family=family)),
        today=timezone.localdate(),
        rules=ConsentRules.of(family.organisation_id),
    ).page()


def _consent_form(request: ActorRequest, page: ConsentPage, *, is_sent: bool = False) -> ConsentForm:
    return ConsentForm(
        request.POST if is_sent else None,
        offered=page.offered,
        initial={"day": timezone.localdate()},
        auto_id="consent-%s",
    )


def _authority_form(request: ActorRequest, family: Family, *, is_sent: bool = False) -> AuthorityForm:
    return AuthorityForm(
        request.POST if is_sent else None,
        parents=[one for one in _parents(request, family) if one.left_on is None],
        children=_children(request, family),
        initial={"day": timezone.localdate()},
        auto_id="authority-%s",
    )


def _new_consent(request: ActorRequest, family: Family, form: ConsentForm) -> NewConsent:
    who, _colon, whom = form.cleaned_data["what"].partition(":")
    parents = {str(one.pk): one for one in _parents(request, family)}
    children = {str(one.pk): one for one in _children(request, family)}
    data = form.cleaned_data
    return NewConsent(data["day"], data["how"], parents.get(who), children.get(whom))


def _block(request: ActorRequest, family: Family) -> SafetyBlock:
    standing = SafetyBlock.objects.visible_to(request.actor).filter(first__family=family).standing()
    return get_object_or_404(standing, pk=_uuid(request.POST.get("block", "")))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def _parents(request: ActorRequest, family: Family) -> list[Parent]:
    return list(Parent.objects.visible_to(request.actor).filter(family=family))


def _children(request: ActorRequest, family: Family) -> list[Child]:
    return list(Child.objects.visible_to(request.actor).filter(family=family))
