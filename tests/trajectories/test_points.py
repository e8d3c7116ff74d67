"""Talking points: judged when lists change, answered by people, never lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from koers.access.errors import NotAllowed
from koers.audit.models import AuditEvent
from koers.families.actions import NewParent
from koers.families.models import Parent, Relation
from koers.measurements.correcting.actions import Corrected, correct_list, withdraw_list
from koers.measurements.models import Administration
from koers.organisations.actions import save_settings
from koers.psychometrics import SignalKind
from koers.trajectories.actions import skip_expectation, store_expectation, store_reading
from koers.trajectories.models import (
    ExpectedCourse,
    Experience,
    ExperienceStatement,
    PointState,
    ReadingComment,
    StagnationFinding,
    StoredSignal,
)
from koers.trajectories.records import ExpectationAnswer, NewReading
from koers.trajectories.signals import actions
from koers.trajectories.signals.attention import Level, level_of
from koers.trajectories.signals.keys import KEY_DAYS, Key, keys_of
from koers.trajectories.signals.records import NewStatement, PointAnswer
from tests.factories.world import World, day, fill_in, open_for

pytestmark = pytest.mark.django_db
RECOGNISED = PointAnswer(PointState.RECOGNISED)


def steady(world: World, answers: tuple[int, ...] = (2, 2, 2, 2, 2)) -> Parent:
    """A mother whose lists say the same each month."""
    family = open_for(world, "worker", "Iep", [NewParent(Relation.MOTHER)])
    mother = family.parents.get()
    for place, answer in enumerate(answers):
        fill_in(world, mother, days_ago=30 * (len(answers) - place) - 25, answer=answer)
    return mother


def signal_of(parent: Parent) -> StoredSignal:
    return StoredSignal.objects.current().get(parent=parent, instrument_id="voorbeeld-10")


def answer(world: World, parent: Parent, said: PointAnswer = RECOGNISED, who: str = "worker") -> StoredSignal:
    return actions.answer_point(actor=world.actor(who), signal=signal_of(parent), answer=said)


def test_T2_a_stored_list_is_judged_in_the_same_transaction(world: World) -> None:
    mother = steady(world)
    found = signal_of(mother)
    assert found.kind == SignalKind.STAGNATION
    assert found.administration == mother.administrations.order_by("filled_on").last()
    assert found.model_version
    assert {"level", "stagnation", "border"} <= set(found.evidence["numbers"])
    assert StoredSignal.objects.filter(parent=mother).count() == 5
    assert AuditEvent.objects.filter(event="signal.raised", family_id=mother.family_id).exists()


def test_T2_nothing_is_kept_when_judging_fails(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    mother = steady(world, (2,))

    def fails(*_args: object, **_named: object) -> None:
        raise RuntimeError("no judgement")

    monkeypatch.setattr(actions, "evaluation_of", fails)
    with pytest.raises(RuntimeError), transaction.atomic():
        fill_in(world, mother, days_ago=1)
    assert mother.administrations.count() == 1


def test_S18_a_correction_judges_anew_and_keeps_the_old_judgement(world: World) -> None:
    mother = steady(world)
    before = signal_of(mother)
    last = mother.administrations.order_by("filled_on").last()
    assert last is not None
    corrected = Corrected(
        mother, last.child, last.filled_on, "wrong sheet", dict.fromkeys(last.answers or {}, 4)
    )
    correct_list(actor=world.actor("worker"), administration=last, corrected=corrected)
    after = signal_of(mother)
    before.refresh_from_db()
    assert (before.is_current, before.kind) == (False, SignalKind.STAGNATION)
    assert after.kind != SignalKind.STAGNATION


def test_S18_without_lists_there_is_no_judgement_left(world: World) -> None:
    mother = steady(world, (2,))
    one = mother.administrations.get()
    withdraw_list(actor=world.actor("worker"), administration=one, reason="other family")
    assert not StoredSignal.objects.current().filter(parent=mother).exists()
    assert StoredSignal.objects.filter(parent=mother).count() == 1


def test_T25_an_answer_survives_the_correction_of_an_older_list(world: World) -> None:
    mother = steady(world)
    answer(world, mother)
    first = mother.administrations.order_by("filled_on")[0]
    answers = dict(first.answers or {})
    answers[next(iter(answers))] = 3
    corrected = Corrected(mother, first.child, first.filled_on, "one item", answers)
    correct_list(actor=world.actor("worker"), administration=first, corrected=corrected)
    assert signal_of(mother).state == PointState.RECOGNISED


def test_T25_a_newer_list_opens_the_point_again_and_keeps_since_when(world: World) -> None:
    mother = steady(world)
    before = answer(world, mother)
    fill_in(world, mother, days_ago=1)
    after = signal_of(mother)
    assert (after.state, after.since_on) == (PointState.SIGNALLED, before.since_on)


def test_T24_the_same_answer_twice_is_one(world: World) -> None:
    mother = steady(world)
    for _again in range(2):
        answer(world, mother)
    found = signal_of(mother)
    assert (found.state, found.answered_by) == (PointState.RECOGNISED, "Worker")
    assert AuditEvent.objects.filter(event="signal.answered").count() == 1
    assert ExperienceStatement.objects.count() == 1


def test_T25_an_old_point_cannot_be_answered(world: World) -> None:
    mother = steady(world)
    old = signal_of(mother)
    fill_in(world, mother, days_ago=1)
    with pytest.raises(ValidationError):
        actions.answer_point(actor=world.actor("worker"), signal=old, answer=RECOGNISED)


@pytest.mark.parametrize("who", ["lead", "colleague", "stranger"])
def test_T24_others_do_not_answer(world: World, who: str) -> None:
    mother = steady(world)
    with pytest.raises(NotAllowed):
        answer(world, mother, who=who)
    assert signal_of(mother).answered_at is None


def test_T25_the_database_refuses_half_an_answer(world: World) -> None:
    mother = steady(world)
    rows = StoredSignal.objects.filter(pk=signal_of(mother).pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(answered_by="Worker")
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state=PointState.RECOGNISED)


@pytest.mark.parametrize(
    ("state", "level"),
    [
        (PointState.RECOGNISED, Level.DISCUSS),
        (PointState.LATER, Level.DISCUSS),
        (PointState.NOT_RECOGNISED, Level.FOLLOW),
    ],
)
def test_T25_an_answer_takes_the_hurry_away(world: World, state: PointState, level: Level) -> None:
    mother = steady(world)
    assert level_of(signal_of(mother), today=day(0)) is not Level.FOLLOW
    assert level_of(answer(world, mother, PointAnswer(state, "holiday")), today=day(0)) is level


def test_S11_an_agreed_rise_holds_a_point_back_and_keeps_it(world: World) -> None:
    mother = steady(world, (3, 3, 3, 2))
    last = mother.administrations.order_by("filled_on").last()
    assert last is not None
    said_at = timezone.now() - timedelta(days=20)
    said = ExpectationAnswer(ExpectedCourse.RISE_THEN_DECLINE, rise_until=day(-200), said_at=said_at)
    store_expectation(actor=world.actor("worker"), administration=last, answer=said)
    fill_in(world, mother, days_ago=1, answer=2)
    found = signal_of(mother)
    assert found.is_point
    if found.kind == SignalKind.DETERIORATION and found.strength == "clear":
        assert found.held_until is None
    else:
        assert found.held_until is not None
        assert found.held_until <= day(-200)
        assert (found.held_until - day(20)).days <= 92
        assert found.is_held(day(0))
        assert not found.is_held(found.held_until + timedelta(days=1))


# --- the two keys ---


def say(world: World, mother: Parent, experience: Experience, days_ago: int = 0) -> ExperienceStatement:
    child = mother.family.children.get()
    new = NewStatement(mother.family, child, experience, day(days_ago), mother)
    return actions.store_statement(actor=world.actor("worker"), new=new)


@pytest.mark.parametrize(
    ("experience", "days_ago", "key"),
    [
        (Experience.SAME, 0, Key.ON),
        (Experience.MORE, KEY_DAYS, Key.ON),
        (Experience.MORE, KEY_DAYS + 1, Key.UNKNOWN),
        (Experience.LESS, 0, Key.OFF),
        (Experience.DONT_KNOW, 0, Key.UNKNOWN),
    ],
)
def test_T85_key_one_is_what_people_said_in_the_last_sixty_days(
    world: World, experience: Experience, days_ago: int, key: Key
) -> None:
    mother = steady(world)
    keys = keys_of([say(world, mother, experience, days_ago)], [signal_of(mother)], today=day(0))
    assert (keys.experience, keys.computed) == (key, Key.ON)


@pytest.mark.parametrize(("days", "key"), [(29, Key.UNKNOWN), (30, Key.ON)])
def test_T85_the_organisation_says_how_long_a_statement_counts(
    world: World, client_of, days: int, key: Key
) -> None:
    mother = steady(world)
    say(world, mother, Experience.SAME, days_ago=30)
    save_settings(actor=world.actor("admin"), chosen={"experience_days": days})
    page = profile(world, client_of(world.person["worker"]), mother)
    words = {Key.UNKNOWN: "onbekend", Key.ON: "aan"}[key]
    assert f"Sleutel 1: ervaring: <strong>{words}" in page
    if key is Key.ON:
        assert actions.confirm_stagnation(actor=world.actor("worker"), signal=signal_of(mother))
    else:
        with pytest.raises(ValidationError):
            actions.confirm_stagnation(actor=world.actor("worker"), signal=signal_of(mother))


def test_T88_stagnation_needs_both_keys_and_a_worker(world: World) -> None:
    mother = steady(world)
    with pytest.raises(ValidationError):
        actions.confirm_stagnation(actor=world.actor("worker"), signal=signal_of(mother))
    say(world, mother, Experience.SAME)
    for _again in range(2):
        actions.confirm_stagnation(actor=world.actor("worker"), signal=signal_of(mother))
    assert StagnationFinding.objects.get().confirmed_by == "Worker"
    with pytest.raises(NotAllowed):
        actions.confirm_stagnation(actor=world.actor("scientist"), signal=signal_of(mother))


def test_S22_a_scientist_signs_a_reading_once(world: World) -> None:
    mother = steady(world)
    one = Administration.objects.filter(parent=mother).values_list("pk", flat=True)
    new = NewReading(mother.family, mother.family.children.get(), list(one), {"course": "flat"})
    reading = store_reading(actor=world.actor("worker"), new=new)
    for text in ("I agree.", "Twice."):
        actions.sign_reading(actor=world.actor("scientist"), reading=reading, text=text)
    assert ReadingComment.objects.get().text == "I agree."
    with pytest.raises(NotAllowed):
        actions.sign_reading(actor=world.actor("worker"), reading=reading, text="me too")


# --- the page ---


def profile(world: World, client: Client, mother: Parent) -> str:
    newest = mother.administrations.order_by("filled_on").last()
    assert newest is not None
    skip_expectation(actor=world.actor("worker"), administrations=[newest])
    return client.get(f"/families/{mother.family_id}/profile/").content.decode()


def test_T55_T87_T89_the_profile_shows_point_why_and_keys(world: World, client_of) -> None:
    mother = steady(world)
    page = profile(world, client_of(world.person["worker"]), mother)
    for words in (
        "Bij moeder is er de laatste drie maanden",
        "geen duidelijke daling. Herkennen jullie dit?",
        "Waarom zie ik dit?",
        "Sleutel 1: ervaring: <strong>onbekend",
        "Sleutel 2: de lijsten: <strong>aan",
        "Bespreek het met de ouders.",
    ):
        assert words in page
    assert "stagnatie vastgesteld" not in page.lower()
    assert signal_of(mother).state == PointState.SEEN


def test_T24_one_tap_without_script(world: World, client_of) -> None:
    mother, client = steady(world), client_of(world.person["worker"])
    sent = {"signal": str(signal_of(mother).pk), "state": "not_recognised", "reason": "vakantie"}
    done = client.post(f"/families/{mother.family_id}/point/", sent)
    assert done.status_code == 303
    assert "vakantie" in profile(world, client, mother)
