"""Signing in as allauth does it; the account of a session comes with what it may be today."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from koers.accounts.models import User
from koers.organisations.actors import remember_memberships
from koers.organisations.models import Membership


class StaffBackend(AuthenticationBackend):  # type: ignore[misc]  # the library has no types
    """Every page of staff needs the account, its memberships and the settings of its organisation."""

    def get_user(self, user_id: Any) -> User | None:
        """All three in one query, at every request anew."""
        live = Membership.objects.filter(user=user_id).live(today=timezone.localdate())
        memberships = list(live.with_settings().select_related("user"))
        if not memberships:
            without: User | None = super().get_user(user_id)
            return without
        user = memberships[0].user
        remember_memberships(user, memberships)
        return user if self.user_can_authenticate(user) else None
