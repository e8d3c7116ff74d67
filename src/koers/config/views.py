"""The addresses that belong to no app: the front page of each role, and signs of life."""

from typing import cast

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt

from koers.access.actor import Actor, ActorRequest
from koers.access.roles import Permission
from koers.caseload.views import families, team
from koers.organisations.views import nothing_here_yet


def home(request: HttpRequest) -> HttpResponse:
    """What asks for a talk in the teams; own families; the page that fits the role; else the way in."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return _way_in(request)
    if actor.can(Permission.TEAM_POINTS_READ):
        return team(cast(ActorRequest, request))
    if actor.can(Permission.WORKLIST_READ):
        return families(cast(ActorRequest, request))
    if actor.can(Permission.LOG_ALL_READ):
        return redirect("audit:log")
    if actor.can(Permission.ORGANISATION_READ):
        return redirect("organisations:overview")
    return nothing_here_yet(request)


def _way_in(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO_MODE:
        return redirect(settings.LOGIN_URL)
    from koers.demo.views import front_door  # the demo app exists in demo mode only

    return front_door(request)


def health(request: HttpRequest) -> JsonResponse:
    """200 only when the database answers and all migrations are done; says nothing else."""
    try:
        executor = MigrationExecutor(connection)
        is_ready = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        is_ready = False
    return JsonResponse({"status": "ok" if is_ready else "not ready"}, status=200 if is_ready else 503)


@csrf_exempt
def csp_report(request: HttpRequest) -> HttpResponse:
    """Browsers report a refused script or style here; it is counted by the web server's log alone."""
    return HttpResponse(status=204)
