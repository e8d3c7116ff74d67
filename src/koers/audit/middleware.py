"""One trace id a request, so that the lines of one page or act are found together, and one line a refusal."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from koers.access.actor import Actor
from koers.audit import trail
from koers.audit.events import Event
from koers.audit.trail import AuditUnavailable, current_trace

REFUSED = 4


class TraceMiddleware:
    """Sets the trace that `audit.trail` writes on each line and an error page shows as its reference."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        trace = str(uuid4())
        token = current_trace.set(trace)
        request.META["koers.reference"] = trace
        try:
            return _with_refusal(request, self.get_response(request))
        finally:
            current_trace.reset(token)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """No line, no page: nothing of the family is shown or changed (TRUST § 5.4)."""
        if isinstance(exception, AuditUnavailable):
            return HttpResponse(status=503)
        return None


def _with_refusal(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Somebody signed in was refused a page or an act: one line, whichever policy said no. Of a family only
    where the person sees it, for outsiders get a 404."""
    actor: Actor | None = getattr(request, "actor", None)
    if response.status_code != HTTPStatus.FORBIDDEN or actor is None:
        return response
    family_id = request.resolver_match.kwargs.get("family_id") if request.resolver_match else None
    try:
        about = trail.About(family_id=family_id)
        trail.record(Event.ACCESS_DENIED, actor=actor, about=about, outcome=REFUSED)
    except AuditUnavailable:
        return HttpResponse(status=503)
    return response
