"""Printing an empty list, and finding the way back by the code on it."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koers.access.actor import ActorRequest
from koers.families.models import Child, Family, Parent
from koers.families.wording import child_names_of, listed_name, names_of
from koers.instruments.models import InstrumentVersion
from koers.measurements import policies
from koers.measurements.blank.codes import PaperCode, Sheet
from koers.measurements.blank.forms import ANYBODY, BlankForm, CodeForm
from koers.measurements.blank.presenters import Wanted, blank_sheet
from koers.measurements.inviting.presenters import list_words
from koers.measurements.models import Administration
from koers.measurements.offers import Offer
from koers.measurements.presenters import entry_address


@dataclass(frozen=True, slots=True)
class _People:
    """What the view fetched about one family."""

    family: Family
    parents: list[Parent]
    children: list[Child]
    offer: Offer

    @property
    def choices(self) -> list[tuple[str, str]]:
        names = names_of(self.parents)
        people = [(str(one.pk), listed_name(names[one.pk])) for one in self.parents if one.left_on is None]
        return [*people, (ANYBODY, _("For anybody: without a code"))]

    @property
    def child_choices(self) -> list[tuple[str, str]]:
        names = child_names_of(self.children)
        return [(str(child.pk), listed_name(names[child.pk])) for child in self.children]

    @property
    def list_choices(self) -> list[tuple[str, str]]:
        language = get_language() or ""
        return [(one.instrument_id, list_words(one.instrument, language)) for one in self.offer.versions]

    def wanted(self, form: BlankForm) -> Wanted:
        chosen = form.cleaned_data
        return Wanted(
            family=self.family,
            version=next(one for one in self.offer.versions if one.instrument_id == chosen["list"]),
            parents=self.parents,
            children=self.children,
            parent=next((one for one in self.parents if str(one.pk) == chosen["parent"]), None),
            child=next(one for one in self.children if str(one.pk) == chosen["child"]),
            day=chosen["day"],
        )


@require_safe
def blank(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """For whom, about whom and which list; under it the sheet to print. Nothing is stored."""
    families = Family.objects.visible_to(request.actor).select_related("organisation")
    family = get_object_or_404(families, pk=family_id)
    policies.check_may_enter(request.actor, family)
    people = _people(request, family)
    if not people.offer.versions:
        return render(request, "measurements/no_list.html", {"family": family, "offer": people.offer})
    form = BlankForm(
        request.GET if "list" in request.GET else None,
        people=people.choices,
        children=people.child_choices,
        lists=people.list_choices,
    )
    sheet = None
    if form.is_valid():
        sheet = blank_sheet(people.wanted(form), request.build_absolute_uri("/").rstrip("/"))
    return render(request, "measurements/blank.html", {"family": family, "form": form, "sheet": sheet})


@require_safe
def paper_code(request: ActorRequest) -> HttpResponse:
    """The code of a paper leads to its rows, among the families that this worker enters lists for."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        address = _address(request, form.cleaned_data["code"])
        if address:
            return redirect(address)
        form.add_error(
            "code",
            _("None of your families has a paper with this code. Check the code, or begin at the family."),
        )
    return render(request, "measurements/paper_code.html", {"form": form})


def _people(request: ActorRequest, family: Family) -> _People:
    actor = request.actor
    lists = Administration.objects.visible_to(actor).current().filter(family=family)
    active = InstrumentVersion.objects.visible_to(actor).active()
    return _People(
        family,
        list(Parent.objects.visible_to(actor).filter(family=family)),
        list(Child.objects.visible_to(actor).filter(family=family)),
        Offer.of(list(active), family, is_first_time=not lists.exists()),
    )


def _address(request: ActorRequest, code: PaperCode) -> str:
    """Where the paper with this code is entered; empty when it is of nobody whom this worker sees."""
    actor = request.actor
    parents = {one.pk: one for one in Parent.objects.visible_to(actor)}
    children = {one.pk: one for one in Child.objects.visible_to(actor)}
    lists = {one.instrument_id for one in InstrumentVersion.objects.visible_to(actor).active()}
    sheets = [
        Sheet(parent.pk, child.pk, instrument_id)
        for parent in parents.values()
        for child in children.values()
        if child.family_id == parent.family_id
        for instrument_id in lists
    ]
    sheet = code.sheet_among(sheets)
    if sheet is None:
        return ""
    parent, child = parents[sheet.parent_id], children[sheet.child_id]
    return entry_address(parent, child, instrument_id=sheet.instrument_id, day=code.day)
