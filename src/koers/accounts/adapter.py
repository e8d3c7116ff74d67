"""How the sign-in library behaves for staff: nobody signs up, and it says nothing of its own."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from koers.accounts.forms import SignInForm
from koers.accounts.models import User


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        **SignInForm.error_messages,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Told only to who knows the password, so it gives no account away."""
        messages.error(request, _("This account is closed. Ask your administrator."))
        return redirect("accounts:login")

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Being in is message enough."""
