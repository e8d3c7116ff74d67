"""The screens of the first run."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koers.accounts.forms import PasswordForm
from koers.accounts.models import User
from koers.first_run import codes
from koers.instruments.archive import MAX_PACKED_BYTES
from koers.instruments.forms import ENDINGS
from koers.organisations.forms import OrganisationForm, user_name_field
from koers.ui.forms import Form, RadioCards

EXAMPLES, OWN, LATER = "examples", "own", "later"


class StartForm(OrganisationForm):
    code = forms.CharField(
        label=gettext_lazy("Set-up code"),
        help_text=gettext_lazy("Koers printed it in the window in which it was started."),
        max_length=40,
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    field_order = ("code", "name")

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not codes.is_right(code):
            raise ValidationError(_("This is not the code of this start. Look in the window of koers serve."))
        return code


class AdministratorForm(PasswordForm):
    full_name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    username = user_name_field(gettext_lazy("User name"))

    field_order = ("full_name", "username", "password", "again")

    def __init__(self, *args: Any, organisation: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._organisation = organisation

    def clean_password(self) -> str:
        """The account does not exist yet, so its names are compared from the form."""
        data = self.cleaned_data
        self.account = User(username=data.get("username", ""), full_name=data.get("full_name", ""))
        password = super().clean_password()
        if len(self._organisation) > 3 and self._organisation.lower() in password.lower():
            raise ValidationError(_("Leave the name of Koers and of your organisation out of the password."))
        return password


class ListsForm(Form):
    """Which questionnaire to begin with: what ships, an own package, or none yet."""

    NEEDED_SOMETIMES = ("package",)

    source = forms.ChoiceField(
        label=gettext_lazy("Which list do you begin with?"),
        choices=[
            (EXAMPLES, gettext_lazy("The example lists of Koers, with made-up norms, to practise with")),
            (OWN, gettext_lazy("A package of our own: a zip, or the filled-in spreadsheet")),
            (LATER, gettext_lazy("None yet")),
        ],
        widget=RadioCards,
        initial=EXAMPLES,
    )
    package = forms.FileField(
        label=gettext_lazy("File of the package"),
        help_text=gettext_lazy("Only for a package of your own."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ",".join(ENDINGS)}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        package: UploadedFile[bytes] | None = cleaned.get("package")
        if cleaned.get("source") == OWN and package is None:
            self.add_error("package", _("Choose the file of the package, of at most 5 MB."))
        if package is not None and (package.size or 0) > MAX_PACKED_BYTES:
            self.add_error("package", _("This file is too large for a package: at most 5 MB."))
        return cleaned


class FirstPeopleForm(Form):
    """A team, its first worker, and the scientist who puts the list into use: a second person."""

    team = forms.CharField(label=gettext_lazy("Name of the team"), max_length=80)
    worker_name = forms.CharField(label=gettext_lazy("Name of the first worker"), max_length=120)
    worker_username = user_name_field(gettext_lazy("User name of the worker"))
    scientist_name = forms.CharField(
        label=gettext_lazy("Name of the behavioural scientist"), max_length=120, required=False
    )
    scientist_username = user_name_field(
        gettext_lazy("User name of the behavioural scientist"), required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        name, username = cleaned.get("scientist_name"), cleaned.get("scientist_username")
        if bool(name) != bool(username) and "scientist_username" not in self.errors:
            missing = "scientist_name" if username else "scientist_username"
            self.add_error(missing, _("Fill in both name and user name, or neither."))
        if username and username.lower() == str(cleaned.get("worker_username", "")).lower():
            self.add_error("scientist_username", _("The worker has this user name. Choose another one."))
        return cleaned
