"""Pages to add somebody to a family, to correct names and dates, and to mark that somebody left."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from koers.access.actor import ActorRequest
from koers.access.roles import Permission
from koers.families.actions import NewChild, NewParent, add_child, add_parent
from koers.families.fetching import family_for
from koers.families.models import Child, Family, Parent
from koers.families.people import actions
from koers.families.people.forms import ChildForm, FamilyNameForm, ParentForm
from koers.families.people.presenters import FormPage, parent_page
from koers.ui.forms import Form


def rename(request: ActorRequest, family_id: UUID) -> HttpResponse:
    family = family_for(request, family_id, Permission.IDENTITY_WRITE)
    form = FamilyNameForm(request.POST or None, initial={"name": family.name})
    if form.is_valid():
        actions.rename_family(actor=request.actor, family=family, name=form.cleaned_data["name"])
        messages.success(request, _("The name has been saved."))
        return redirect("caseload:family", family.pk)
    return _page(request, family, form, FormPage(_("Name of the family"), family.name))


def new_parent(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """A further respondent; the slot is the next free one, for life."""
    family = family_for(request, family_id, Permission.IDENTITY_WRITE)
    form = ParentForm(request.POST or None)
    if form.is_valid():
        facts = form.facts()
        add_parent(actor=request.actor, family=family, new=NewParent(facts.relation, facts.name))
        messages.success(request, _("The parent or carer has been added."))
        return redirect("caseload:family", family.pk)
    sub = _("Everybody who fills in lists is a person with an own line.")
    return _page(request, family, form, FormPage(_("Add a parent or carer"), family.name, sub))


def parent(request: ActorRequest, family_id: UUID, parent_id: UUID) -> HttpResponse:
    """Name and relation, and whether this person takes part."""
    family, person = _parent(request, family_id, parent_id)
    form = ParentForm(request.POST or None, initial={"relation": person.relation, "name": person.name})
    if form.is_valid():
        actions.change_parent(actor=request.actor, parent=person, facts=form.facts())
        messages.success(request, _("The change has been saved."))
        return redirect("caseload:family", family.pk)
    everybody = list(Parent.objects.visible_to(request.actor).filter(family=family))
    return _page(request, family, form, parent_page(family, person, everybody))


def parent_left(request: ActorRequest, family_id: UUID, parent_id: UUID) -> HttpResponse:
    """One tap, and one tap back from the same page (U48)."""
    family, person = _parent(request, family_id, parent_id)
    try:
        if "back" in request.POST:
            actions.mark_back(actor=request.actor, parent=person)
        else:
            actions.mark_left(actor=request.actor, parent=person, on=timezone.localdate())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("families:parent", family.pk, person.pk)


def new_child(request: ActorRequest, family_id: UUID) -> HttpResponse:
    family = family_for(request, family_id, Permission.IDENTITY_WRITE)
    form = ChildForm(request.POST or None)
    if form.is_valid():
        facts = form.facts()
        add_child(actor=request.actor, family=family, new=NewChild(facts.birth_date, facts.name))
        messages.success(request, _("The child has been added."))
        return redirect("caseload:family", family.pk)
    sub = _("Lists are filled in about one child at a time.")
    return _page(request, family, form, FormPage(_("Add a child"), family.name, sub))


def child(request: ActorRequest, family_id: UUID, child_id: UUID) -> HttpResponse:
    """A corrected birth date changes no score that is there: the page says so and names the way (S6)."""
    family = family_for(request, family_id, Permission.IDENTITY_WRITE)
    person = get_object_or_404(Child.objects.visible_to(request.actor).filter(family=family), pk=child_id)
    form = ChildForm(request.POST or None, initial={"name": person.name, "birth_date": person.birth_date})
    if form.is_valid():
        is_other_day = actions.change_child(actor=request.actor, child=person, facts=form.facts())
        messages.success(request, _("The change has been saved."))
        if is_other_day:
            messages.warning(request, _scores_stay())
        return redirect("caseload:family", family.pk)
    return _page(request, family, form, FormPage(_("Correct a child"), family.name, _scores_stay()))


def _scores_stay() -> str:
    return _(
        "Scores that are there stay as they are, also after another birth date. "
        "Was the age wrong when a list was scored? Correct that list from the family page."
    )


def _parent(request: ActorRequest, family_id: UUID, parent_id: UUID) -> tuple[Family, Parent]:
    family = family_for(request, family_id, Permission.IDENTITY_WRITE)
    parents = Parent.objects.visible_to(request.actor).filter(family=family)
    return family, get_object_or_404(parents, pk=parent_id)


def _page(request: ActorRequest, family: Family, form: Form, page: FormPage) -> HttpResponse:
    context = {
        "family": family,
        "form": form,
        "page": page,
        "back": reverse("caseload:family", args=[family.pk]),
    }
    return render(request, "families/form_page.html", context)
