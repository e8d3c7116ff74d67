"""What one parent lets another see, in words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from koers.families.answers import Answer, day, no_longer, nothing_noted, yes
from koers.families.models import Parent, SharingConsent, SharingEnd, SharingScope
from koers.families.wording import how_asked, listed_name, names_of


@dataclass(frozen=True, slots=True)
class SharingRow:
    """One direction. key: "owner:reader" for the form; is_offered: may be asked for now."""

    key: str
    what: str
    answer: Answer
    is_open: bool
    is_offered: bool


@dataclass(frozen=True, slots=True)
class SharingPage:
    family_name: str
    rows: tuple[SharingRow, ...]

    @property
    def directions(self) -> list[tuple[str, str]]:
        """What can be agreed now: every direction that is not in force and not blocked."""
        return [(row.key, row.what) for row in self.rows if row.is_offered]

    @property
    def is_alone(self) -> bool:
        return not self.rows


def sharing_rows(
    parents: Sequence[Parent],
    consents: Sequence[SharingConsent],
    *,
    today: date,
    apart: Collection[frozenset[UUID]] = (),
) -> tuple[SharingRow, ...]:
    """A row for each direction between two people; consents in the order in which they were given.

    apart: pairs between whom a safety block stands; nothing is in force or offered there.
    """
    newest = {(consent.owner_id, consent.reader_id): consent for consent in consents}
    names = names_of(parents)
    return tuple(
        _row((owner, reader), names, newest.get((owner.pk, reader.pk)), today=today, apart=apart)
        for owner, reader in permutations(parents, 2)
    )


def _row(
    pair: tuple[Parent, Parent],
    names: Mapping[UUID, str],
    newest: SharingConsent | None,
    *,
    today: date,
    apart: Collection[frozenset[UUID]],
) -> SharingRow:
    owner, reader = pair
    facts = {"reader": names[reader.pk], "owner": names[owner.pk]}
    is_blocked = frozenset({owner.pk, reader.pk}) in apart
    is_open = not is_blocked and _is_open(newest, today=today)
    blocked = Answer(_("No"), note=_("Nothing is shared."))  # a parent may look along: no word of why
    return SharingRow(
        key=f"{owner.pk}:{reader.pk}",
        what=listed_name(_("%(reader)s may see the line of %(owner)s") % facts),
        answer=blocked if is_blocked else _answer(newest, today=today),
        is_open=is_open,
        is_offered=not is_open and not is_blocked and owner.left_on is None and reader.left_on is None,
    )


def _is_open(consent: SharingConsent | None, *, today: date) -> bool:
    return consent is not None and consent.withdrawn_at is None and consent.ends_on > today


def _answer(consent: SharingConsent | None, *, today: date) -> Answer:
    if consent is None:
        return nothing_noted()
    withdrawn_on = timezone.localdate(consent.withdrawn_at) if consent.withdrawn_at else None
    if withdrawn_on and consent.end_reason != SharingEnd.SAFETY and withdrawn_on < consent.ends_on:
        return no_longer(withdrawn_on, _("The agreement was taken back then."))
    if withdrawn_on or consent.ends_on <= today:
        ended_on = min(withdrawn_on or consent.ends_on, consent.ends_on)
        return no_longer(ended_on, _("The agreement ended then. Ask again if it is needed."))
    return yes(consent.given_on, consent.recorded_by, _holds(consent))


def _holds(consent: SharingConsent) -> str:
    facts = {"how": how_asked(consent.how), "end": day(consent.ends_on)}
    if consent.scope == SharingScope.ITEMS:
        return _("The line and also the answers. Asked %(how)s. Holds until %(end)s.") % facts
    return _("Asked %(how)s. Holds until %(end)s.") % facts
