"""Lists: which there are, taking one in, and putting it into use by somebody else."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koers.access.actor import ActorRequest
from koers.instruments import actions, policies
from koers.instruments.forms import PackageForm
from koers.instruments.intake import take_in_upload
from koers.instruments.models import InstrumentVersion
from koers.instruments.presenters import ListsPage, VersionPage


@require_safe
def overview(request: ActorRequest) -> HttpResponse:
    return render(request, "instruments/list.html", {"page": ListsPage.of(request.actor)})


@require_safe
def detail(request: ActorRequest, version_id: UUID) -> HttpResponse:
    version = _version(request, version_id)
    return render(request, "instruments/detail.html", {"page": VersionPage.of(request.actor, version)})


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: ActorRequest) -> HttpResponse:
    """Upload a package; every fault of it stands on the page."""
    policies.check_may_import(request.actor)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PackageForm(*sent)
    faults: list[str] = []
    if form.is_valid():
        upload = form.cleaned_data["package"]
        version, faults = take_in_upload(request.actor, upload.read(), upload.name)
        if version is not None:
            messages.success(request, _("%(list)s has been imported.") % {"list": version})
            return redirect("instruments:detail", version.pk)
    return render(request, "instruments/import.html", {"form": form, "faults": faults})


@require_POST
def activate(request: ActorRequest, version_id: UUID) -> HttpResponse:
    version = _version(request, version_id)
    policies.check_may_activate(request.actor)
    try:
        actions.activate_version(actor=request.actor, version=version)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(list)s is in use from now on.") % {"list": version})
    return redirect("instruments:detail", version.pk)


@require_POST
def retire(request: ActorRequest, version_id: UUID) -> HttpResponse:
    version = _version(request, version_id)
    policies.check_may_activate(request.actor)
    if version.is_active:
        actions.retire_version(actor=request.actor, version=version)
        messages.success(request, _("%(list)s is out of use. What was scored stays.") % {"list": version})
    return redirect("instruments:detail", version.pk)


def _version(request: ActorRequest, version_id: UUID) -> InstrumentVersion:
    return get_object_or_404(InstrumentVersion.objects.visible_to(request.actor), pk=version_id)
