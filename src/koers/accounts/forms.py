"""Signing in (the library's checks, our words), and choosing a password."""

from typing import Any, ClassVar

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from koers.accounts.models import User
from koers.ui.forms import Form, KoersFormMixin


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


def password_field(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )


class PasswordForm(Form):
    """A new password, twice because nobody sees what is typed. The rules are Django's and ours."""

    password = password_field(
        _("Password"),
        _("At least 12 characters; 15 is better. Three or four words that do not belong together work well."),
    )
    again = password_field(_("The same password again"))

    def __init__(self, *args: Any, account: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.account)
        return password

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError(_("This is not the same password. Type it once more."))
        return again
