"""Signing in and out. The checks, the limits on guessing and the session are the library's."""

from typing import Any

from allauth.account.views import LoginView
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from koers.access.middleware import NOT_SAVED
from koers.accounts import actions
from koers.accounts.actors import AccountOwner
from koers.accounts.forms import PasswordForm, SignInForm
from koers.accounts.password_links import usable_link


class SignIn(LoginView):  # type: ignore[misc]  # the library has no types
    form_class = SignInForm
    template_name = "accounts/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Without the library's links to its own pages for signing up: none of them has an address here."""
        context: dict[str, Any] = super(LoginView, self).get_context_data(**kwargs)
        return context | {"is_not_saved": NOT_SAVED in self.request.GET}


sign_in = SignIn.as_view()


def set_password(request: HttpRequest, code: str) -> HttpResponse:
    """For who got a link from the administrator; looking at it changes nothing, so previews may."""
    link = usable_link(code)
    if link is None:
        return render(request, "accounts/link_ended.html", status=404)
    form = PasswordForm(request.POST or None, account=link.user)
    if form.is_valid():
        actions.use_password_link(
            actor=AccountOwner.of(link.user), link=link, password=form.cleaned_data["password"]
        )
        messages.success(request, _("Your password has been saved. You can log in with it now."))
        return redirect("accounts:login")
    return render(request, "accounts/set_password.html", {"form": form, "user_name": link.user.username})


def sign_out(request: HttpRequest) -> HttpResponseRedirect:
    """End the session here and let the browser drop what it kept (TRUST § 4.4)."""
    logout(request)
    response = redirect("home")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
