"""The log for the privacy officer. Looking at it is written in it first."""

from django.http import HttpResponse
from django.shortcuts import render

from koers.access.actor import ActorRequest
from koers.audit import trail
from koers.audit.events import Event
from koers.audit.presenters import LogPage


def log(request: ActorRequest) -> HttpResponse:
    trail.record(Event.LOG_READ, actor=request.actor)
    return render(request, "audit/log.html", {"page": LogPage.of(request.actor)})
