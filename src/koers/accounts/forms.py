"""The sign-in form: the library's checks, our words."""

from typing import Any, ClassVar

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from koers.ui.forms import KoersFormMixin


class SignInForm(KoersFormMixin, LoginForm):  # type: ignore[misc]  # the library has no types
    error_messages: ClassVar[dict[str, Any]] = {
        "username_password_mismatch": _("User name and password do not belong together. Try again."),
        "too_many_login_attempts": _("There were too many attempts. Wait a few minutes and try once more."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("User name"),
            max_length=60,
            widget=forms.TextInput(
                {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
            ),
            error_messages={"required": _("Fill in your user name.")},
        )
        self.fields["password"] = forms.CharField(
            label=_("Password"),
            strip=False,
            widget=forms.PasswordInput({"autocomplete": "current-password"}),
            error_messages={"required": _("Fill in your password.")},
        )
        self.order_fields(["login", "password"])
