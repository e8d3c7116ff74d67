"""The profile page: reading, chart, table, four questions, what is notable (P-W8)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from koers.families.models import Family, Parent
from koers.families.wording import listed_name
from koers.organisations.models import SignalExtent
from koers.trajectories.differences import Expected
from koers.trajectories.items import Answers
from koers.trajectories.marks import Mark
from koers.trajectories.noted import Noted
from koers.trajectories.presenters.drawing import SLOTS, Drawing, Figures
from koers.trajectories.presenters.notable import Outcomes, moved_questions
from koers.trajectories.presenters.outdated import OldVersion, old_versions
from koers.trajectories.presenters.points import KeysPanel, PointCard, cards_of, keys_panel
from koers.trajectories.presenters.questions import Question, QuestionFacts
from koers.trajectories.presenters.readings import PersonReading, readings_of
from koers.trajectories.presenters.table import Row, rows_of
from koers.trajectories.profiles import Choice, FamilyScores, Outdated, Profile
from koers.trajectories.signals.reading import Points
from koers.trajectories.wording import pages
from koers.trajectories.wording.dates import day_in_year
from koers.trajectories.wording.notable import Notable
from koers.trajectories.wording.points import not_calibrated
from koers.trajectories.wording.sources import reason_for_no_score


@dataclass(frozen=True, slots=True)
class Head:
    """Above everything: which family, which child, who fills in."""

    family_id: UUID
    title: str
    sub: str

    @classmethod
    def of(cls, family: Family, profile: Profile | None, *, started_on: date | None, today: date) -> "Head":
        parts = [pages.child_words(profile.child.age_on(today))] if profile else []
        parts += [pages.help_since(started_on)] if started_on else []
        names = [person.name for person in profile.with_lists] if profile else []
        parts += [pages.who_fills_in(names)] if names else []
        return cls(family.pk, pages.family_title(family.name), listed_name(" · ".join(parts)))


@dataclass(frozen=True, slots=True)
class Tab:
    """Another child or list of the same family."""

    text: str
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    note: str
    state: str
    is_due: bool = False


@dataclass(frozen=True, slots=True)
class EarlierReading:
    when: str
    reader: str
    seen: str
    notes: tuple[tuple[str, str], ...]
    discuss_next: bool
    reading_id: UUID
    comments: tuple[str, ...]
    may_sign: bool


@dataclass(frozen=True)
class Sight:
    """What this reader may see of a profile, gathered before anything is worded."""

    scores: FamilyScores
    profile: Profile
    expected: Mapping[UUID, Expected] | None
    readings: Sequence[Noted]
    marks: Sequence[Mark]
    lacking: Sequence[tuple[Parent, Parent]]
    today: date
    outdated: Sequence[Outdated] = ()
    answers: Answers | None = None
    is_separate: bool = False
    days: tuple[date, ...] = ()
    points: Points | None = None
    signs_as: UUID | None = None
    last_lists: Mapping[UUID, date] = field(default_factory=dict)

    def rows(self) -> list[str]:
        """The permission rows of what is on the page besides the lines themselves."""
        there = {
            "expectation": self.expected is not None,
            "reading": bool(self.readings),
            "signal": bool(self.points and self.points.by_person),
            "said": bool(self.points and self.points.keys),
            "answers": self.answers is not None,
        }
        return [row for row, is_there in there.items() if is_there]

    def notable(self, points: Points) -> Iterator[Notable]:
        """Nothing is brought forward where the organisation wants no talking points (S9)."""
        if points.extent == SignalExtent.OFF:
            return
        silent = self.last_lists if points.extent == SignalExtent.FULL else {}
        yield from Outcomes(self.profile, self.expected or {}, points.by_person, silent).all(today=self.today)
        if self.answers:
            yield from moved_questions(self.answers)

    def drawings(self, description: str) -> list[Drawing]:
        """One figure with everybody, or one for each person where two are kept apart."""
        levels = self.points.levels if self.points else {}
        whole = Drawing(self.profile, self.expected or {}, self.marks, description, self.days, levels)
        if not self.profile.with_scores:
            return []
        if not self.is_separate:
            return [whole]
        alone = [self.profile.only([person.parent_id]) for person in whole.persons]
        return [replace(whole, profile=one, description=described(readings_of(one))) for one in alone]


@dataclass(frozen=True)
class ProfilePage:
    """figures empty: nothing to draw, and why_no_chart says why; several: two people are kept apart."""

    child_id: UUID
    list_id: str
    list_title: str
    is_fictitious: bool
    readings: tuple[PersonReading, ...]
    figures: tuple[Figures, ...]
    why_no_chart: str
    loop: tuple[Step, ...]
    loop_sentence: str
    questions: tuple[Question, ...]
    rows: tuple[Row, ...]
    notable: tuple[Notable, ...]
    earlier: tuple[EarlierReading, ...]
    tabs: tuple[Tab, ...]
    consent_note: str
    not_drawn: str
    shown: str
    old_versions: tuple[OldVersion, ...]
    may_see_items: bool
    is_separate: bool
    points: tuple[PointCard, ...]
    keys: KeysPanel | None
    calibration: str

    @classmethod
    def of(cls, sight: Sight) -> "ProfilePage":
        profile, expected = sight.profile, sight.expected
        points = sight.points or Points({}, None, sight.today)
        readings = readings_of(profile, points)
        drawing = Drawing(profile, expected or {}, sight.marks, described(readings))
        drawings = sight.drawings(described(readings))
        return cls(
            child_id=profile.child.pk,
            list_id=profile.version.instrument_id,
            list_title=profile.list_title,
            is_fictitious=profile.instrument.fictitious,
            readings=readings,
            figures=tuple(
                Figures.of(one, suffix=f"-{place}" if place else "") for place, one in enumerate(drawings)
            ),
            is_separate=sight.is_separate,
            why_no_chart="" if drawings else why_no_chart(profile),
            loop=loop_steps(profile),
            loop_sentence=str(pages.LOOP_SENTENCE),
            questions=tuple(_questions(sight, points)),
            rows=tuple(rows_of(profile)),
            notable=tuple(sight.notable(points)),
            earlier=tuple(_earlier(noted, sight) for noted in sight.readings),
            tabs=tabs_of(sight.scores.choices(), profile, sight.today),
            consent_note=consent_note(sight.scores, sight.lacking),
            not_drawn=_not_drawn(profile, drawing),
            old_versions=old_versions(sight.outdated, profile) if sight.answers else (),
            may_see_items=sight.answers is not None,
            points=cards_of(points, profile),
            keys=keys_panel(points, profile),
            calibration=not_calibrated(points.by_person.values()),
            shown=" ".join(str(point.administration_id) for point in profile.points),
        )


def _questions(sight: Sight, points: Points) -> list[Question]:
    return QuestionFacts(sight.profile, sight.expected, points.by_person, points.extent).questions()


def described(readings: Iterable[PersonReading]) -> str:
    return " ".join(reading.as_text for reading in readings)


def why_no_chart(profile: Profile) -> str:
    if profile.instrument.norms is None:
        return _(
            "This list has no norms, so there are no areas and there is no chart. The table shows raw sums."
        )
    return _("There is no chart, because no list has a score: %(reason)s.") % {
        "reason": reason_for_no_score(profile.points[-1].reason)
    }


def loop_steps(profile: Profile) -> tuple[Step, ...]:
    """Measured, now reading; the later steps come with the talk."""
    last = profile.points[-1].on
    notes = {"measure": day_in_year(last), "read": _("now")}
    states = {"measure": "done", "read": "now"}
    return tuple(
        Step(str(name), notes.get(key, ""), states.get(key, "todo")) for key, name in pages.LOOP_STEPS.items()
    )


def tabs_of(choices: Sequence[Choice], profile: Profile, today: date) -> tuple[Tab, ...]:
    """Nothing when there is nothing else to look at."""
    if len(choices) < 2:
        return ()
    has_several = len({choice.child.pk for choice in choices}) > 1
    return tuple(_tab(choice, profile, _who(choice, today) if has_several else "") for choice in choices)


def _who(choice: Choice, today: date) -> str:
    return choice.child.name or listed_name(pages.child_words(choice.child.age_on(today)))


def _tab(choice: Choice, profile: Profile, who: str) -> Tab:
    is_current = (choice.child.pk, choice.instrument_id) == (profile.child.pk, profile.version.instrument_id)
    return Tab(
        text=pages.choice_words(who, choice.title, choice.n_lists),
        address=f"?{query_of(choice.child.pk, choice.instrument_id)}",
        is_current=is_current,
    )


def query_of(child_id: UUID, list_id: str) -> str:
    query = QueryDict(mutable=True)
    query.update({"child": str(child_id), "list": list_id})
    return query.urlencode()


def consent_note(scores: FamilyScores, lacking: Sequence[tuple[Parent, Parent]]) -> str:
    """The fixed mark of the staff screen: whose consent is missing to show both lines to parents."""
    owners = {owner.pk for owner, _reader in lacking}
    return pages.consent_missing(scores.names_in_order(owners)) if owners else ""


def _not_drawn(profile: Profile, drawing: Drawing) -> str:
    left_out = [person.name for person in profile.with_scores if person not in drawing.persons]
    if not left_out:
        return ""
    return _("The chart keeps %(most)s people apart. In the table only: %(names)s.") % {
        "most": SLOTS,
        "names": pages.joined(left_out),
    }


def _earlier(noted: Noted, sight: Sight) -> EarlierReading:
    profile, reading, comments = sight.profile, noted.reading, noted.comments
    shown = set(reading.shown_administrations)
    days = [point.on for point in profile.points if str(point.administration_id) in shown]
    notes = [(str(pages.QUESTIONS[name]), getattr(reading, name)) for name in pages.QUESTIONS]
    return EarlierReading(
        when=pages.moment(reading.created_at),
        reader=reading.reader,
        seen=pages.lists_seen(len(shown), max(days, default=None)),
        notes=tuple((title, note) for title, note in notes if note),
        discuss_next=reading.discuss_next,
        reading_id=reading.pk,
        comments=tuple(pages.signed_words(one.author, one.signed_at, one.text) for one in comments),
        may_sign=sight.signs_as is not None and sight.signs_as not in {one.user_id for one in comments},
    )
