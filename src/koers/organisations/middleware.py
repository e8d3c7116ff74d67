"""Builds the actor of a request from what holds at this moment; no right lives in a session."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase

from koers.access.actor import StaffActor
from koers.accounts.models import User
from koers.organisations import settings
from koers.organisations.actors import actor_of, settings_with


class ActorMiddleware:
    """Puts `request.actor` on every request (None: not signed in) and keeps settings for its length."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = self._actor(request.user)  # type: ignore[attr-defined]  # HttpRequest has no slot for it
        with settings.remembered():
            for found in settings_with(request.user):
                settings.know(found)
            return self.get_response(request)

    @staticmethod
    def _actor(user: User | AnonymousUser) -> StaffActor | None:
        if isinstance(user, AnonymousUser) or not user.is_active:
            return None
        return actor_of(user)
