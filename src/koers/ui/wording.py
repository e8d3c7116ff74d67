"""Names of the roles as people say them."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from koers.access.roles import Role

ROLE_NAMES: Mapping[Role, StrOrPromise] = {
    Role.PRACTITIONER: _("youth-care worker"),
    Role.BEHAVIOURAL_SCIENTIST: _("behavioural scientist"),
    Role.TEAM_LEAD: _("team lead"),
    Role.ADMIN: _("administrator"),
    Role.RESEARCHER: _("researcher"),
    Role.PRIVACY_OFFICER: _("privacy officer"),
}


def role_name(value: str) -> str:
    """The role in words; empty for a job of Koers itself, which no page greets."""
    return str(ROLE_NAMES[Role(value)]) if value in set(Role) else ""
