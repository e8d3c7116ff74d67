"""The talking points on the profile, with the two keys (P-W8, T24, T85-T89)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from koers.families.wording import listed_name
from koers.trajectories.models import PointState, StoredSignal
from koers.trajectories.profiles import Person, Profile
from koers.trajectories.signals.attention import ORDER, level_of
from koers.trajectories.signals.keys import Key, Keys
from koers.trajectories.signals.reading import Points
from koers.trajectories.wording import points as wording
from koers.trajectories.wording.dates import day, day_in_year

SETTLED = (PointState.RECOGNISED, PointState.NOT_RECOGNISED)


@dataclass(frozen=True, slots=True)
class PointCard:
    """One point. held: as an agreed rise foresaw; answered: what was said and by whom, empty before.
    wants_reason: it was answered with "not so", and nobody said why yet."""

    signal_id: UUID
    level: str
    since: str
    state: str
    seen: str
    question: str
    calibration: str
    rule: str
    numbers: str
    ends_with: str
    version: str
    answered: str
    may_answer: bool
    wants_reason: bool
    is_held: bool


@dataclass(frozen=True, slots=True)
class KeyRow:
    name: str
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class KeysPanel:
    """confirm_id: the point by which a worker may establish stagnation now; established: who did and when."""

    rows: tuple[KeyRow, ...]
    next_step: str
    confirm_id: UUID | None
    established: str
    may_state: bool
    today: str
    people: tuple[tuple[str, str], ...]


def cards_of(points: Points, profile: Profile) -> tuple[PointCard, ...]:
    """The nearest first; the other kinds stand in the readings, as does a held-back one for who may not know
    what was agreed."""
    people = {person.parent_id: person for person in profile.persons}
    found = [
        (signal, people[parent_id])
        for parent_id, signal in points.by_person.items()
        if signal.is_point and (points.sees_expected or not signal.is_held(points.today))
    ]
    cards = [_card(signal, person, points) for signal, person in found]
    return tuple(sorted(cards, key=lambda card: [one.value for one in ORDER].index(card.level)))


def _card(signal: StoredSignal, person: Person, points: Points) -> PointCard:
    is_held = points.is_held(signal)
    said = wording.held_of if is_held else wording.seen_of
    return PointCard(
        signal_id=signal.pk,
        level=level_of(signal, today=points.today).value,
        since=_("since %(day)s") % {"day": day_in_year(signal.since_on)},
        state=str(wording.STATES[signal.state]),
        seen=listed_name(said(signal, person.name)),
        question="" if is_held or signal.state in SETTLED else str(wording.QUESTIONS[signal.kind]),
        calibration="" if signal.is_own_model else str(wording.NOT_CALIBRATED),
        rule=wording.rule_of(signal),
        numbers=wording.numbers_of(signal),
        ends_with=wording.ends_with(signal),
        version=wording.version_words(signal),
        answered=answered_words(signal),
        may_answer=points.may_answer and not is_held,
        wants_reason=signal.state == PointState.NOT_RECOGNISED and not signal.answer_reason,
        is_held=is_held,
    )


def answered_words(signal: StoredSignal) -> str:
    if signal.answered_at is None:
        return ""
    words = {
        "answer": listed_name(str(wording.STATES[signal.state])),
        "who": signal.answered_by,
        "day": day(timezone.localdate(signal.answered_at)),
    }
    said = _("%(answer)s: %(who)s, %(day)s.") % words
    return f"{said} {signal.answer_reason}".strip()


# --- the two keys ---


def keys_panel(points: Points, profile: Profile) -> KeysPanel | None:
    """None for who may not see what people said, or where nothing was computed."""
    keys = points.keys
    if keys is None or not points.by_person:
        return None
    finding = getattr(keys.signal, "finding", None) if keys.signal else None
    may_confirm = keys.are_both_on and points.may_state and finding is None and _is_recognised(keys)
    return KeysPanel(
        rows=tuple(_rows(keys)),
        next_step=_next_step(keys, is_established=finding is not None),
        confirm_id=keys.signal.pk if may_confirm and keys.signal else None,
        established=_established(finding.confirmed_by, timezone.localdate(finding.confirmed_at))
        if finding
        else "",
        may_state=points.may_state,
        today=points.today.isoformat(),
        people=(*((str(one.parent_id), listed_name(one.name)) for one in profile.with_lists), *_others()),
    )


def _is_recognised(keys: Keys) -> bool:
    """A talk has been had: the point itself was answered with recognised, or somebody said so since."""
    return keys.signal is not None and keys.signal.state != PointState.NOT_RECOGNISED


def _others() -> list[tuple[str, str]]:
    return [("youth", _("The young person")), ("worker", _("I as worker"))]


def _established(who: str, on: date) -> str:
    return _("Stagnation established by %(who)s on %(day)s, after talking with the family.") % {
        "who": who,
        "day": day_in_year(on),
    }


def _rows(keys: Keys) -> Iterator[KeyRow]:
    states = {Key.ON: _("on"), Key.OFF: _("off"), Key.UNKNOWN: _("unknown")}
    said = _(" (said on %(day)s)") % {"day": day(keys.said_on)} if keys.said_on else ""
    experience = {
        Key.ON: _("Somebody experiences that the stress does not go down."),
        Key.OFF: _("People experience that the stress goes down."),
        Key.UNKNOWN: _("Nobody has said lately how it goes. Ask in the talk and keep the answer here."),
    }
    computed = {
        Key.ON: _("By the lists there is no clear decline with at least one parent."),
        Key.OFF: _("By the lists there is no standstill."),
        Key.UNKNOWN: _("Too few lists to say. Measure again at the planned time."),
    }
    yield KeyRow(_("Key 1: experience"), states[keys.experience], f"{experience[keys.experience]}{said}")
    yield KeyRow(_("Key 2: the lists"), states[keys.computed], computed[keys.computed])


def _next_step(keys: Keys, *, is_established: bool) -> str:
    if is_established:
        return ""
    if keys.are_both_on:
        return _("Both keys are on. Talk with the family; after that a worker may establish stagnation.")
    if keys.computed is Key.ON:
        if keys.signal and keys.signal.state == PointState.NOT_RECOGNISED:
            return _("Discussed, and not recognised. After the next list Koers looks again.")
        return _("Discuss it with the parents.")
    if keys.experience is Key.ON:
        return _("Discuss it, and measure again if needed.")
    return ""
