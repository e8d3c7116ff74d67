"""Who may change how an organisation is made up, and which hats one person never wears together."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from koers.access.actor import Actor
from koers.access.errors import NotAllowed
from koers.access.roles import Permission, Role
from koers.organisations.models import PolicyDecision

CARE_ROLES = frozenset({Role.PRACTITIONER, Role.BEHAVIOURAL_SCIENTIST, Role.TEAM_LEAD})
TEAM_ROLES = CARE_ROLES  # whoever sees families sees them through a team


def check_may(actor: Actor, permission: Permission) -> None:
    if not actor.can(permission):
        raise NotAllowed(permission)


def check_roles_together(held: Iterable[str], new: Role) -> None:
    """Raises ValidationError for two hats that one person may not wear in one organisation (TRUST § 3.1)."""
    roles = {Role(one) for one in held} | {new}
    if {Role.ADMIN, Role.PRIVACY_OFFICER} <= roles:
        raise ValidationError(
            _("An administrator cannot be privacy officer too: the one looks over what the other does.")
        )
    if Role.RESEARCHER in roles and roles & CARE_ROLES:
        raise ValidationError(
            _("A researcher cannot work with families too: pseudonymous rows would have faces.")
        )


def check_second_person(actor: Actor, decision: PolicyDecision) -> None:
    """Raises ValidationError when the proposer decides about the own proposal (TRUST § 4.5)."""
    if decision.proposed_by_id is not None and decision.proposed_by_id == actor.user_id:
        raise ValidationError(_("Who proposed a rule does not decide about it. Ask a second person."))
