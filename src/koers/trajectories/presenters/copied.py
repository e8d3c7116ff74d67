"""The plain text for the family's file: only facts that stand on the screen already (U47)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koers.families.wording import listed_name
from koers.trajectories.models import Reading
from koers.trajectories.presenters.readings import PersonReading, readings_of
from koers.trajectories.profiles import Person, Profile
from koers.trajectories.wording import pages
from koers.trajectories.wording.dates import day, raw_number, t_number


@dataclass(frozen=True, slots=True)
class CopyChoice:
    parent_id: UUID
    name: str
    is_chosen: bool


@dataclass(frozen=True)
class CopyPage:
    """has_several: the text is about more than one person, which asks for care when a parent wants a copy."""

    title: str
    child_id: UUID
    list_id: str
    choices: tuple[CopyChoice, ...]
    text: str
    n_lines: int
    has_several: bool


@dataclass(frozen=True)
class CopyOrder:
    """reading: the newest one that the reader may see, None when there is none."""

    profile: Profile
    chosen: Sequence[UUID]
    reading: Reading | None
    today: date

    def page(self) -> CopyPage:
        text = "\n".join(self._lines())
        return CopyPage(
            title=pages.family_title(self.profile.family.name),
            child_id=self.profile.child.pk,
            list_id=self.profile.version.instrument_id,
            choices=tuple(
                CopyChoice(person.parent_id, listed_name(person.name), person.parent_id in self.chosen)
                for person in self.profile.with_lists
            ),
            text=text,
            n_lines=text.count("\n") + 2,
            has_several=len(self.chosen) > 1,
        )

    def _lines(self) -> Iterator[str]:
        shown = self.profile.only(self.chosen)
        yield _("Course profile of %(day)s, file %(code)s") % {
            "day": day(self.today),
            "code": self.profile.family.code,
        }
        yield pages.list_version(self.profile.list_title, self.profile.version.version)
        if self.profile.instrument.fictitious:
            yield _("Example norms: made up, not for real families.")
        for person, reading in zip(shown.persons, readings_of(shown), strict=True):
            yield ""
            yield from _about(person, reading)
        if self.reading is not None:
            yield ""
            yield from _read(self.reading)
        yield ""
        yield _("The scores are an aid for conversation, not a decision.")


def _about(person: Person, reading: PersonReading) -> Iterator[str]:
    yield f"{reading.name}: {reading.sentence}"
    yield from reading.notes
    if person.scored:
        newest = person.scored[-1]
        yield _("Newest score: %(score)s on %(day)s.") % {"score": t_number(newest.t), "day": day(newest.on)}
    else:
        yield from _raw_sums(person)


def _raw_sums(person: Person) -> Iterator[str]:
    """Of a list without norms the sums are all there is; the sentence above says why."""
    sums = [
        _("%(raw)s on %(day)s") % {"raw": raw_number(point.raw), "day": day(point.on)}
        for point in person.points
        if point.raw is not None
    ]
    if sums:
        words = ngettext(
            "Raw sum, without a T score: %(sums)s.", "Raw sums, without a T score: %(sums)s.", len(sums)
        )
        yield words % {"sums": ", ".join(sums)}


def _read(reading: Reading) -> Iterator[str]:
    yield _("Read on %(moment)s by %(reader)s.") % {
        "moment": pages.moment(reading.created_at),
        "reader": reading.reader,
    }
    for name, question in pages.QUESTIONS.items():
        note = getattr(reading, name)
        if note:
            yield f"{question} {note}"
    if reading.discuss_next:
        yield _("To be discussed with the parents next time.")
