"""One trace id a request, so that the lines of one page or act can be found together."""

from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from koers.audit.trail import AuditUnavailable, current_trace


class TraceMiddleware:
    """Sets the trace that `audit.trail` writes on each line and an error page shows as its reference."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        trace = str(uuid4())
        token = current_trace.set(trace)
        request.META["koers.reference"] = trace
        try:
            return self.get_response(request)
        finally:
            current_trace.reset(token)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """No line, no page: nothing of the family is shown or changed (TRUST § 5.4)."""
        if isinstance(exception, AuditUnavailable):
            return HttpResponse(status=503)
        return None
