from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from koers.access.actor import ActorRequest
from koers.access.errors import NotAllowed
from koers.access.roles import Permission
from koers.audit import trail
from koers.audit.events import Event
from koers.caseload.cases import Case, read_cases
from koers.caseload.presenters.around import around
from koers.caseload.presenters.families import families_page
from koers.caseload.presenters.family import FamilyRows, family_page
from koers.caseload.presenters.own_courses import own_courses
from koers.caseload.presenters.team import Filter, Team, TeamPage
from koers.caseload.team_points import last_judged, read_team
from koers.families.households import household_or_404, households
from koers.families.models import CaseAssignment, Child, Family, SharingConsent
from koers.instruments.waiting import waits_for
from koers.measurements.inviting.states import asked_of
from koers.measurements.models import AdministrationSource
from koers.organisations import settings
from koers.trajectories.signals.rules import are_named

LIST_ROWS = ("worklist", "identity", "line", "signal")
COURSE_ROWS = ("identity", "line", "signal")
TEAM_ROWS = ("worklist", "identity", "signal")
FAMILY_ROWS = ("episode", "identity", "consent", "goal", "line", "signal")


@require_safe
def families(request: ActorRequest) -> HttpResponse:
    """Who needs me today: the own families of a worker, those of the own teams of others."""
    today = timezone.localdate()
    cases = read_cases(request.actor, households(Family.objects.visible_to(request.actor)), today=today)
    trail.record(Event.LIST_READ, actor=request.actor, about=trail.About(rows=LIST_ROWS))
    page = families_page(request.actor, cases, today=today, at=timezone.now())
    return render(request, "caseload/families.html", {"page": page})


@require_safe
def courses(request: ActorRequest) -> HttpResponse:
    """A look back at the own families, which nobody else can open (T22)."""
    actor = request.actor
    grants = CaseAssignment.objects.visible_to(actor).live(at=timezone.now())
    own_ids = grants.filter(user_id=str(actor.user_id)).values("family_id")
    own = Family.objects.visible_to(actor).filter(pk__in=own_ids)
    cases = read_cases(actor, households(own), today=timezone.localdate())
    trail.record(Event.LIST_READ, actor=actor, about=trail.About(rows=COURSE_ROWS))
    return render(request, "caseload/courses.html", {"page": own_courses(cases)})


@require_safe
def team(request: ActorRequest) -> HttpResponse:
    """Which families of the own teams ask for a talk; the filter stands in the address (U52, U53)."""
    context = {"page": _team_page(request), "waiting": waits_for(request.actor)}
    return render(request, "caseload/team.html", context)


@require_safe
def meeting(request: ActorRequest) -> HttpResponse:
    """The same on paper, with room to write (P-T3)."""
    return render(request, "caseload/meeting.html", {"page": _team_page(request)})


def _team_page(request: ActorRequest) -> TeamPage:
    actor, asked = request.actor, request.GET
    trail.record(Event.LIST_READ, actor=actor, about=trail.About(rows=TEAM_ROWS))
    read = Team(
        found=read_team(actor),
        today=timezone.localdate(),
        judged_on=last_judged(actor),
        sees_held=actor.can(Permission.EXPECTATION_READ),
        interval_days=settings.of(actor.organisation_id).interval_days,
        is_off=not are_named(actor.organisation_id),
    )
    return read.page(
        Filter.of(asked.get("shown", ""), asked.get("kind", ""), _team_of(asked.get("team", "")))
    )


def _team_of(text: str) -> UUID | None:
    """Nonsense in the address filters nothing: which families are seen does not hang on it."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


@require_safe
def family(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """One family: people, lists, who works with it, what they share."""
    actor = request.actor
    household = household_or_404(Family.objects.visible_to(actor).select_related("team"), family_id)
    if not actor.can(Permission.EPISODE_READ):
        raise NotAllowed(Permission.EPISODE_READ)
    trail.record(Event.FAMILY_READ, actor=actor, about=trail.About(family_id=family_id, rows=FAMILY_ROWS))
    case = read_cases(actor, [household], today=timezone.localdate())[0]
    rows = _rows(request, case)
    people = ([one.parent for one in case.respondents], rows.children)
    context = {
        "page": family_page(actor, case, rows),
        "family": case.family,
        "around": around(actor, case.family, people, today=case.today),
    }
    return render(request, "caseload/family.html", context)


def _rows(request: ActorRequest, case: Case) -> FamilyRows:
    actor, family = request.actor, case.family
    assignments = CaseAssignment.objects.visible_to(actor).filter(family=family).live(at=timezone.now())
    consents = SharingConsent.objects.visible_to(actor).filter(owner__family=family)
    filled_in = [one for one in case.scores if one.administration.source != AdministrationSource.DERIVED]
    newest = {score.administration.parent_id: score.administration for score in filled_in}
    requests = {one.parent.pk: one.request for one in case.respondents}
    return FamilyRows(
        children=list(Child.objects.visible_to(actor).filter(family=family)),
        lists=list(reversed(filled_in)),
        assignments=list(assignments.select_related("user")),
        consents=list(consents.order_by("given_on", "withdrawn_at")),
        asked=asked_of(actor, requests, newest, at=timezone.now()),
    )
