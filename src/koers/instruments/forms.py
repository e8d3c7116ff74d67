"""A package that somebody uploads."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koers.instruments.archive import MAX_PACKED_BYTES
from koers.ui.forms import Form

ENDINGS = (".zip", ".xlsx", ".json")


class PackageForm(Form):
    package = forms.FileField(
        label=gettext_lazy("File of the package"),
        help_text=gettext_lazy(
            "A zip, or the filled-in spreadsheet (.xlsx). Nothing is stored before the whole file is right."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        error_messages={
            "required": gettext_lazy("Choose the file of the package, of at most 5 MB."),
            "empty": gettext_lazy("This file is empty. Choose another one."),
        },
    )

    def clean_package(self) -> Any:
        upload = self.cleaned_data["package"]
        if not upload.name.lower().endswith(ENDINGS):
            raise ValidationError(_("This is no package. Choose a .zip, or the filled-in .xlsx."))
        if upload.size > MAX_PACKED_BYTES:
            raise ValidationError(_("This file is larger than 5 MB. No package is so large."))
        return upload
