"""Families as a page fetches them, without asking whether anybody may see them."""

from koers.families.households import Household, households
from koers.families.models import Family


def at_home(*families: Family) -> list[Household]:
    return households(Family.objects.filter(pk__in=[family.pk for family in families]))
