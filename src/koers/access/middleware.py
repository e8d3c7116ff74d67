"""Closed by default: a request reaches a view only through its row in the matrix."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, HttpResponseNotFound
from django.shortcuts import redirect, resolve_url

from koers.access.entrance import is_at_entrance
from koers.access.errors import NotAllowed
from koers.access.matrix import MATRIX, Rule

NOT_SAVED = "not_saved"  # in the address of the log-in page: what was sent came too late


class MatrixMiddleware:
    """Check method, sign-in and role before the view; families are decided in the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name not in MATRIX:
            raise ImproperlyConfigured(f"URL name {name!r} has no row in access/matrix.py")
        rule = MATRIX[name]
        if rule.for_respondent != is_at_entrance(request):
            return HttpResponseNotFound()
        if not (rule.is_public or rule.for_respondent) and getattr(request, "actor", None) is None:
            return redirect(
                f"{resolve_url(settings.LOGIN_URL)}?{urlencode(_after_login(request, rule), safe='/')}"
            )
        if request.method not in rule.methods:
            return HttpResponseNotAllowed(sorted(rule.methods))
        self._check_role(request, rule)
        return None

    @staticmethod
    def _check_role(request: HttpRequest, rule: Rule) -> None:
        if rule.permission is None or rule.of_family:
            return
        actor = getattr(request, "actor", None)
        if actor is None or not actor.can(rule.permission):
            raise NotAllowed(rule.permission)


def _after_login(request: HttpRequest, rule: Rule) -> dict[str, str]:
    """Where the way goes on after logging in, and whether something that was sent is lost.

    An act has no page to come back to, so that is the page on which the form stood. Logging out, which asks
    for no right, loses nothing.
    """
    if request.method != "POST":
        return {"next": request.get_full_path()}
    came_from = urlsplit(request.headers.get("Referer", ""))
    way_on = {"next": came_from.path} if came_from.netloc == request.get_host() else {}
    if came_from.query and way_on:
        way_on["next"] += f"?{came_from.query}"
    return way_on if rule.permission is None else {**way_on, NOT_SAVED: "1"}
