"""Whose data may be shown to whom: the rule of TRUST § 3.5 in one place, for screens, prints and pages.

Staff see all lines in one figure (`staff_figure_is_separate` says when not); everything that parents or
others at the table see goes through `may_be_shown_together`. There is no way round it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Self
from uuid import UUID

from django.db.models import Q

from koers.families.models import Parent, SafetyBlock, SharingConsent, SharingScope

# A consent for answers is a consent for the line too, not the other way round.
ENOUGH_FOR = {
    SharingScope.LINE: frozenset({SharingScope.LINE, SharingScope.ITEMS}),
    SharingScope.ITEMS: frozenset({SharingScope.ITEMS}),
}


# Pairs between whom a safety block stands. Optional below: where a page read those of the family already.
Pairs = Collection[frozenset[UUID]]


@dataclass(frozen=True, slots=True)
class Agreements:
    """What holds on one day between some people: consents as (owner, reader, scope), and blocked pairs."""

    given: frozenset[tuple[UUID, UUID, str]]
    blocked: frozenset[frozenset[UUID]]

    @classmethod
    def between(cls, people: Iterable[Parent], *, today: date, apart: Pairs | None = None) -> Self:
        ids = [person.pk for person in people]
        given = SharingConsent.objects.filter(owner__in=ids, reader__in=ids).in_force(on=today)
        return cls(
            frozenset(given.values_list("owner_id", "reader_id", "scope")),
            frozenset(blocked_pairs(ids, apart=apart)),
        )

    def may_see(self, reader: UUID, owner: UUID, scope: SharingScope) -> bool:
        if reader == owner:
            return True
        if frozenset({reader, owner}) in self.blocked:
            return False
        return any((owner, reader, enough.value) in self.given for enough in ENOUGH_FOR[scope])


def blocked_pairs(parent_ids: Iterable[UUID], *, apart: Pairs | None = None) -> set[frozenset[UUID]]:
    """The pairs among these people between whom a safety block stands."""
    ids = list(parent_ids)
    if apart is not None:
        return {pair for pair in apart if pair <= set(ids)}
    standing = SafetyBlock.objects.standing().filter(Q(first__in=ids) & Q(second__in=ids))
    return {frozenset(pair) for pair in standing.values_list("first_id", "second_id")}


def lacking(
    persons_present: Sequence[Parent],
    *,
    data_of: Sequence[Parent],
    scope: SharingScope,
    today: date,
    apart: Pairs | None = None,
) -> list[tuple[Parent, Parent]]:
    """The (owner, reader) pairs for which a consent is missing; a safety block looks like two missing ones.

    Empty: everything may be shown. Data of one person to that person alone need nobody's consent.
    """
    involved = {person.pk: person for person in (*persons_present, *data_of)}
    agreed = Agreements.between(involved.values(), today=today, apart=apart)
    found = [
        (owner, reader)
        for owner in data_of
        for reader in persons_present
        if not agreed.may_see(reader.pk, owner.pk, scope)
    ]
    blocked = [
        pair
        for one, other in combinations(involved.values(), 2)
        if frozenset({one.pk, other.pk}) in agreed.blocked
        for pair in ((one, other), (other, one))
    ]
    return found + [pair for pair in blocked if pair not in found]


def may_be_shown_together(
    persons_present: Sequence[Parent],
    data_of: Sequence[Parent],
    scope: SharingScope,
    today: date,
) -> bool:
    """Whether these people may together see these people's data (TRUST R-S3 b). There is no override."""
    return not lacking(persons_present, data_of=data_of, scope=scope, today=today)


def staff_figure_is_separate(parent_ids: Iterable[UUID], *, apart: Pairs | None = None) -> bool:
    """With a safety block between two of them staff see one figure only when they ask for it (R-S4)."""
    return bool(blocked_pairs(parent_ids, apart=apart))
