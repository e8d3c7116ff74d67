"""One A4 of the profile: chosen persons, roles instead of names, table, norm version (P-W15)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from koers.families.models import Parent
from koers.families.wording import listed_name
from koers.trajectories.chart_signs import PRINT_INK
from koers.trajectories.presenters.drawing import Drawing, Figures
from koers.trajectories.presenters.profile import described, why_no_chart
from koers.trajectories.presenters.readings import PersonReading, readings_of
from koers.trajectories.presenters.table import Row, rows_of
from koers.trajectories.profiles import FamilyScores, Profile
from koers.trajectories.wording import pages
from koers.trajectories.wording.dates import day

# What an A4 leaves under the readings of two people and the figure, in rows of the table; a row of the figure
# more (a lane, a number outside the axis) costs two of them, a second line of readings six.
ROWS_ON_A4, ROWS_OF_A_LANE, ROWS_OF_READINGS = 17, 2, 6
AXIS = (40, 80)


@dataclass(frozen=True, slots=True)
class PersonChoice:
    parent_id: UUID
    name: str
    is_chosen: bool


@dataclass(frozen=True)
class Sheet:
    """What stands on the paper."""

    title: str
    about: str
    norms: str
    readings: tuple[PersonReading, ...]
    figures: Figures | None
    why_no_chart: str
    rows: tuple[Row, ...]
    left_out: str
    organisation: str
    printed_on: str
    is_fictitious: bool
    n_rows: int

    def with_rows(self, n: int) -> "Sheet":
        """With the newest n rows of the table."""
        return replace(self, rows=self.rows[:n], left_out=pages.rows_left_out(self.n_rows - n))


@dataclass(frozen=True)
class PrintPage:
    """sheet None: refused, and `refusal` says whose consent is missing (TRUST R-S6)."""

    title: str
    child_id: UUID
    list_id: str
    choices: tuple[PersonChoice, ...]
    readers: tuple[PersonChoice, ...]
    with_names: bool
    refusal: str
    sheet: Sheet | None


@dataclass(frozen=True)
class PrintOrder:
    """What is asked for. lacking: consents that are missing for these lines and whoever sees the sheet.

    readers: who gets to see it besides the people on it. may_show_together: whether who asks may show one
    person's data to another at all.
    """

    scores: FamilyScores
    profile: Profile
    chosen: Sequence[UUID]
    lacking: Sequence[tuple[Parent, Parent]]
    with_names: bool
    started_on: date | None
    today: date
    readers: Sequence[UUID] = ()
    may_show_together: bool = True

    @property
    def is_refused(self) -> bool:
        several = len({*self.chosen, *self.readers}) > 1
        return bool(self.lacking) or (several and not self.may_show_together)

    def page(self) -> PrintPage:
        family = self.profile.family
        return PrintPage(
            title=pages.family_title(family.name),
            child_id=self.profile.child.pk,
            list_id=self.profile.version.instrument_id,
            choices=tuple(
                PersonChoice(person.parent_id, listed_name(person.name), person.parent_id in self.chosen)
                for person in self.profile.with_lists
            ),
            with_names=self.with_names,
            refusal=self._refusal(),
            readers=tuple(self._readers()),
            sheet=None if self.is_refused else self._sheet(),
        )

    def _refusal(self) -> str:
        if self.is_refused and not self.may_show_together:
            return _("Only the worker of the family makes a sheet on which one person sees another's line.")
        owners = {owner.pk for owner, _reader in self.lacking}
        return pages.print_refused(self.scores.names_in_order(owners)) if owners else ""

    def _readers(self) -> list[PersonChoice]:
        """Everybody whose line is not on it, to tick who gets to see it."""
        others = [parent for parent in self.scores.parents if parent.pk not in self.chosen]
        names = self.scores.names_in_order([parent.pk for parent in others])
        return [
            PersonChoice(parent.pk, listed_name(name), parent.pk in self.readers)
            for parent, name in zip(others, names, strict=True)
        ]

    def _sheet(self) -> Sheet:
        profile = self._named(self.profile.only(self.chosen))
        readings = readings_of(profile)
        drawing = Drawing(profile, {}, (), described(readings))
        rows = rows_of(profile)
        room = room_for_rows(profile)
        return Sheet(
            title=pages.family_title(profile.family.name) if self.with_names else _("Course profile"),
            about=self._about(profile),
            norms=pages.list_version(profile.list_title, profile.version.version),
            readings=readings,
            figures=Figures.of(drawing, PRINT_INK) if profile.with_scores else None,
            why_no_chart="" if profile.with_scores else why_no_chart(profile),
            rows=tuple(rows[:room]),
            left_out=pages.rows_left_out(len(rows) - room),
            organisation=profile.family.organisation.name,
            printed_on=day(self.today),
            is_fictitious=profile.instrument.fictitious,
            n_rows=len(rows),
        )

    def _about(self, profile: Profile) -> str:
        parts = [_("file %(code)s") % {"code": profile.family.code}]
        parts += [pages.child_words(profile.child.age_on(self.today))]
        parts += [pages.help_since(self.started_on)] if self.started_on else []
        return listed_name(" · ".join(parts))

    def _named(self, profile: Profile) -> Profile:
        """With names only when asked for; a role is all that the paper needs."""
        if not self.with_names:
            return profile
        names = {parent.pk: parent.name for parent in self.scores.parents}
        return profile.renamed({key: name for key, name in names.items() if name})


def room_for_rows(profile: Profile) -> int:
    """How many rows of the table fit on one A4 with this figure."""
    scores = [scored.t for person in profile.persons for scored in person.scored]
    more_rows = [
        bool(profile.norm_changes),
        any(t < AXIS[0] for t in scores),
        any(t > AXIS[1] for t in scores),
    ]
    readings = (len(profile.persons) - 1) // 2
    return ROWS_ON_A4 - ROWS_OF_A_LANE * sum(more_rows) - ROWS_OF_READINGS * readings
