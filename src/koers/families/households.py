"""A family with what nearly every page of it needs: its people, its care, and who is kept apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from koers.families.models import CareEpisode, Family, Parent


@dataclass(frozen=True, slots=True)
class Household:
    """parents in the order of their slots. care: the newest episode. apart: pairs with a safety block."""

    family: Family
    parents: tuple[Parent, ...]
    care: CareEpisode | None
    apart: frozenset[frozenset[UUID]]

    @property
    def is_in_care(self) -> bool:
        return self.care is not None and self.care.ended_on is None


def households(families: QuerySet[Family]) -> list[Household]:
    """Of families that were fetched through `visible_to`, by name; one query for all of it."""
    episodes = CareEpisode.objects.filter(family=OuterRef("pk")).order_by("-started_on")
    newest = Q(episodes__pk=Subquery(episodes.values("pk")[:1]))
    joined = families.annotate(
        care=FilteredRelation("episodes", condition=newest),
        person=FilteredRelation("parents"),
        apart_from=F("person__blocks_as_first__second_id"),
        apart_until=Coalesce("person__blocks_as_first__lifted_at", "person__blocks_as_first__undone_at"),
    ).select_related("care", "person")  # type: ignore[misc]  # both are joined above
    rows: dict[UUID, list[Any]] = {}  # a row for each person, and for each block; Any: with the annotations
    for row in joined.order_by("name", "code", "person__slot"):
        rows.setdefault(row.pk, []).append(row)
    return [_household(of_one) for of_one in rows.values()]


def household_or_404(families: QuerySet[Family], family_id: UUID) -> Household:
    found = households(families.filter(pk=family_id))
    if not found:
        raise Http404
    return found[0]


def _household(rows: list[Any]) -> Household:
    people = {row.person.pk: row.person for row in rows if hasattr(row, "person")}
    return Household(rows[0], tuple(people.values()), getattr(rows[0], "care", None), frozenset(_apart(rows)))


def _apart(rows: Iterable[Any]) -> Iterable[frozenset[UUID]]:
    for row in rows:
        if row.apart_from and row.apart_until is None:
            yield frozenset({row.person.pk, row.apart_from})
