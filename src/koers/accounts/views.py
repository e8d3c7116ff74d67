"""Signing in and out. The checks, the limits on guessing and the session are the library's."""

from typing import Any

from allauth.account.views import LoginView
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect

from koers.accounts.forms import SignInForm


class SignIn(LoginView):  # type: ignore[misc]  # the library has no types
    form_class = SignInForm
    template_name = "accounts/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Without the library's links to its own pages for signing up: none of them has an address here."""
        context: dict[str, Any] = super(LoginView, self).get_context_data(**kwargs)
        return context


sign_in = SignIn.as_view()


def sign_out(request: HttpRequest) -> HttpResponseRedirect:
    """End the session here and let the browser drop what it kept (TRUST § 4.4)."""
    logout(request)
    response = redirect("home")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
