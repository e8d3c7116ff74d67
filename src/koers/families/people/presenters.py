"""The small pages on which people of a family are added and corrected, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from koers.families.models import Family, Parent
from koers.families.wording import listed_name, names_of


@dataclass(frozen=True, slots=True)
class FormPage:
    """further_*: one more thing that can be done here, with one button; empty where there is none."""

    title: str
    family_name: str
    sub: str = ""
    further_title: str = ""
    further_text: str = ""
    further_address: str = ""
    further_name: str = ""
    further_button: str = ""


def parent_page(family: Family, person: Parent, everybody: Sequence[Parent]) -> FormPage:
    has_left = person.left_on is not None
    return FormPage(
        title=listed_name(names_of(everybody)[person.pk]),
        family_name=family.name,
        further_title=_("Taking part"),
        further_text=_left_text(person),
        further_address=reverse("families:parent_left", args=[family.pk, person.pk]),
        further_name="back" if has_left else "left",
        further_button=_("Undo: takes part again") if has_left else _("No longer takes part"),
    )


def _left_text(person: Parent) -> str:
    if person.left_on is None:
        return _("Takes part. Who no longer does is asked nothing more; lists that are there stay.")
    return _("No longer takes part since %(day)s. Lists that are there stay, with the same line.") % {
        "day": date_format(person.left_on, "j F Y")
    }
