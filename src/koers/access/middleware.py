"""Closed by default: a request reaches a view only through its row in the matrix."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, HttpResponseNotFound

from koers.access.entrance import is_at_entrance
from koers.access.errors import NotAllowed
from koers.access.matrix import MATRIX, Rule


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
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
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
