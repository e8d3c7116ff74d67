"""Two doors that know nothing of each other: staff, and parents with a link (TRUST § 4.1, TH-5)."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

PREFIXES = ("/i/", "/fill/")
URLCONF = "koers.config.parent_urls"


def is_at_entrance(request: HttpRequest) -> bool:
    """Whether an address belongs to the parents' door; decided on the path as it will be resolved."""
    return request.path_info.startswith(PREFIXES)


class EntranceMiddleware:
    """At each door the cookie of the other one is not even read, and the other addresses do not exist."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_at_entrance(request):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
            request.urlconf = URLCONF
        else:
            request.COOKIES.pop(settings.FILL_COOKIE_NAME, None)
        return self.get_response(request)
