"""Who may put a stored list right."""

from koers.access.actor import Actor
from koers.access.errors import NotAllowed
from koers.access.roles import Permission
from koers.families.households import Household
from koers.families.models import Family
from koers.measurements.policies import check_may_enter


def check_may_correct(actor: Actor, family: Family) -> None:
    """The worker of the family, who enters lists and reads answers, while care runs.

    A parent's link enters one list and reads none, so nobody corrects through a link.
    """
    if not actor.can(Permission.ANSWERS_READ, family_id=family.pk):
        raise NotAllowed(Permission.ANSWERS_READ)
    check_may_enter(actor, family)


def may_correct(actor: Actor, household: Household) -> bool:
    """The same as a question, about a family that was fetched through `visible_to`."""
    may = actor.can(Permission.ANSWERS_READ) and actor.can(Permission.ANSWERS_ENTER)
    return may and household.is_in_care
