"""The page of the organisation, and the page of a role that has nothing to do yet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from koers.access.actor import ActorRequest
from koers.organisations.presenters import OrganisationPage


def overview(request: ActorRequest) -> HttpResponse:
    page = OrganisationPage.of(request.actor, today=timezone.localdate())
    return render(request, "organisations/overview.html", {"page": page})


def nothing_here_yet(request: HttpRequest) -> HttpResponse:
    """For a researcher: exports need a project, consent and an approval, none of which exists yet."""
    return render(request, "organisations/nothing_here_yet.html")
