"""The log for the privacy officer. Looking at it is written in it first."""

from django.http import HttpResponse
from django.shortcuts import render

from koers.access.actor import ActorRequest
from koers.audit import trail
from koers.audit.events import Event
from koers.audit.forms import LogForm
from koers.audit.presenters import LogPage


def log(request: ActorRequest) -> HttpResponse:
    """The choice of family and period stands in the address."""
    trail.record(Event.LOG_READ, actor=request.actor)
    form = LogForm(request.GET)
    page = LogPage.of(request.actor, form.wanted, _number(request.GET.get("page", "")))
    return render(request, "audit/log.html", {"page": page, "form": form})


def _number(text: str) -> int:
    """Nonsense in the address is the first page."""
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1
