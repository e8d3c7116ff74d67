"""One trace id a request, so that the lines of one page or act can be found together."""

from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponseBase

from koers.audit.trail import current_trace


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
