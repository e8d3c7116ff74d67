"""Bringing earlier lists in over the web: file, columns, trial, and only then for real.

One address. Each step is a form that carries the file of the step before (see `uploads`), so that leaving
the page at any moment leaves nothing behind.
"""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from koers.access.actor import ActorRequest
from koers.instruments.models import InstrumentVersion
from koers.interop import policies
from koers.interop.actions import History, ImportReport, import_upload
from koers.interop.forms import MappingForm, UploadForm
from koers.interop.mapping import apply_map
from koers.interop.presenters import ProblemsBox, ReportPage, amounts, workers
from koers.interop.rows import ImportRefused
from koers.interop.uploads import UploadedTable, UploadRefused, read_upload
from koers.interop.wording import COLUMN_NAMES

START, LOOK, TRY, APPLY = "", "look", "try", "apply"


@dataclass(frozen=True, slots=True)
class Carried:
    """What every step after the first takes along."""

    table: UploadedTable
    text: str
    version: InstrumentVersion
    worker: str


@require_http_methods(["GET", "HEAD", "POST"])
def import_lists(request: ActorRequest) -> HttpResponse:
    policies.check_may_import(request.actor)
    step = request.POST.get("step", START)
    if step not in {LOOK, TRY, APPLY}:
        return _upload(request)
    try:
        carried = _carried(request)
    except UploadRefused as refused:
        messages.error(request, str(refused))
        return redirect("interop:import")
    form = MappingForm(request.POST, table=carried.table, version=carried.version)
    if step == LOOK or not form.is_valid():
        return _mapping_page(request, carried, form)
    return _tried(request, carried, form, is_applied=step == APPLY)


def _upload(request: ActorRequest) -> HttpResponse:
    versions = list(InstrumentVersion.objects.visible_to(request.actor).active())
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    names = workers(request.actor, today=timezone.localdate())
    form = UploadForm(*sent, versions=versions, workers=names)
    carried = _read(request, form, versions) if form.is_valid() else None
    if carried is not None:
        return _mapping_page(request, carried, MappingForm(table=carried.table, version=carried.version))
    return render(request, "interop/upload.html", {"form": form, "has_lists": bool(versions)})


def _read(request: ActorRequest, form: UploadForm, versions: list[InstrumentVersion]) -> Carried | None:
    """The file as it goes on to the next step, or None with the reason on the form."""
    upload = form.cleaned_data["table"]
    version = next(one for one in versions if str(one.pk) == form.cleaned_data["instrument"])
    try:
        table = read_upload(upload.read(), upload.name)
        return Carried(table, table.carried(request.actor), version, form.cleaned_data["worker"])
    except UploadRefused as refused:
        form.add_error("table", str(refused))
        return None


def _carried(request: ActorRequest) -> Carried:
    """Raises UploadRefused when the page is too old, or the list is no longer in use."""
    text = request.POST.get("file", "")
    table = UploadedTable.from_carried(text, request.actor)
    try:
        key = UUID(request.POST.get("instrument", ""))
    except ValueError:
        key = UUID(int=0)
    version = InstrumentVersion.objects.visible_to(request.actor).active().filter(pk=key).first()
    if version is None:
        raise UploadRefused(_("This questionnaire is no longer in use. Choose another one."))
    return Carried(table, text, version, request.POST.get("worker", ""))


def _mapping_page(
    request: ActorRequest, carried: Carried, form: MappingForm, problems: ProblemsBox | None = None
) -> HttpResponse:
    context = {"form": form, "carried": carried, "problems": problems}
    return render(request, "interop/mapping.html", context)


def _tried(request: ActorRequest, carried: Carried, form: MappingForm, *, is_applied: bool) -> HttpResponse:
    try:
        report = _run(request, carried, form, is_applied=is_applied)
    except ImportRefused as refused:
        return _mapping_page(request, carried, form, ProblemsBox.of(refused.problems))
    if is_applied:
        messages.success(request, _("Stored: %(amounts)s.") % {"amounts": amounts(report)})
        return redirect("interop:import")
    context = {"form": form, "carried": carried, "page": ReportPage.of(report)}
    return render(request, "interop/report.html", context)


def _run(request: ActorRequest, carried: Carried, form: MappingForm, *, is_applied: bool) -> ImportReport:
    mapped = apply_map(form.chosen_map(), carried.table.columns, carried.table.numbered)
    history = History(
        version=carried.version,
        columns=mapped.columns,
        numbered=mapped.numbered,
        default_worker=carried.worker,
        named={**{column: str(name) for column, name in COLUMN_NAMES.items()}, **mapped.named},
        problems=mapped.problems,
    )
    return import_upload(actor=request.actor, history=history, is_applied=is_applied)
