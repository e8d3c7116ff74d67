"""While no organisation exists every address leads to the set-up."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from koers.organisations.models import Organisation

OPEN = ("/setup/", "/health/", "/csp/", "/language/", "/theme/", "/static/", "/about/", "/help/")


class FirstRunMiddleware:
    """Asks the database until there is an organisation, and never again after that."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._is_set_up = False

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.DEMO_MODE and not request.path.startswith(OPEN) and not self._has_organisation():
            return redirect("first_run:start")
        return self.get_response(request)

    def _has_organisation(self) -> bool:
        self._is_set_up = self._is_set_up or Organisation.objects.exists()
        return self._is_set_up
