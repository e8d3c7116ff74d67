"""Keeping expectations and readings: who, once, unchanged, with a line in the log."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from koers.access.actor import SystemActor
from koers.access.errors import NotAllowed
from koers.access.roles import Permission
from koers.audit.events import Event
from koers.audit.models import AuditEvent
from koers.measurements.models import Administration
from koers.trajectories.actions import skip_expectation, store_expectation, store_reading
from koers.trajectories.models import Expectation, ExpectedCourse, Reading
from koers.trajectories.records import ExpectationAnswer, NewReading
from tests.factories.world import World

DECLINE = ExpectationAnswer(ExpectedCourse.DECLINE)


def newest(world: World) -> Administration:
    return world.mother.administrations.filter(instrument_id="voorbeeld-10").latest("filled_on")


def events(event: Event) -> int:
    return AuditEvent.objects.filter(event=event.value).count()


def test_T45_an_expectation_is_kept_with_time_and_author(world: World) -> None:
    before = timezone.now()
    kept = store_expectation(actor=world.actor("worker"), administration=newest(world), answer=DECLINE)
    kept.refresh_from_db()
    assert (kept.shape, kept.parent, kept.author, kept.is_skipped) == (
        ExpectedCourse.DECLINE,
        world.mother,
        "Worker",
        False,
    )
    assert before <= kept.created_at <= timezone.now()
    assert events(Event.EXPECTATION_STORED) == 1


def test_T45_a_second_answer_to_the_same_list_changes_nothing(world: World) -> None:
    worker, about = world.actor("worker"), newest(world)
    first = store_expectation(actor=worker, administration=about, answer=DECLINE)
    again = store_expectation(
        actor=worker, administration=about, answer=ExpectationAnswer(ExpectedCourse.STEADY)
    )
    skip_expectation(actor=worker, administrations=[about])
    assert again == first
    assert Expectation.objects.get().shape == ExpectedCourse.DECLINE
    assert events(Event.EXPECTATION_STORED) == 1


def test_T46_a_skip_is_recorded_for_each_list(world: World) -> None:
    lists: Sequence[Administration] = list(world.mother.administrations.all()[:2])
    skip_expectation(actor=world.actor("worker"), administrations=lists)
    assert [one.is_skipped for one in Expectation.objects.all()] == [True, True]
    assert events(Event.EXPECTATION_STORED) == 2


@pytest.mark.parametrize("name", ["scientist", "lead", "colleague", "stranger"])
def test_T44_only_the_worker_of_the_family_gives_an_expectation(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        store_expectation(actor=world.actor(name), administration=newest(world), answer=DECLINE)
    with pytest.raises(NotAllowed):
        skip_expectation(actor=world.actor(name), administrations=[newest(world)])
    assert not Expectation.objects.exists()


@pytest.mark.parametrize(
    ("shape", "text", "days", "is_fine"),
    [
        (ExpectedCourse.RISE_THEN_DECLINE, "", 0, True),
        (ExpectedCourse.RISE_THEN_DECLINE, "", -1, False),
        (ExpectedCourse.DECLINE, "", 30, False),
        (ExpectedCourse.OTHER, "eerst rust", None, True),
        (ExpectedCourse.OTHER, "  ", None, False),
    ],
)
def test_T44_own_words_and_the_last_day_of_a_rise(
    world: World, shape: ExpectedCourse, text: str, days: int | None, is_fine: bool
) -> None:
    until = None if days is None else timezone.localdate() + timedelta(days=days)
    answer = ExpectationAnswer(shape, text, until)
    if is_fine:
        kept = store_expectation(actor=world.actor("worker"), administration=newest(world), answer=answer)
        assert (kept.text, kept.rise_until) == (text, until)
    else:
        with pytest.raises(ValidationError):
            store_expectation(actor=world.actor("worker"), administration=newest(world), answer=answer)
        assert not Expectation.objects.exists()


def reading_of(world: World, note: str = "rustiger") -> NewReading:
    shown = [one.pk for one in world.mother.administrations.filter(instrument_id="voorbeeld-10")]
    child = world.linde.children.get()
    return NewReading(world.linde, child, shown, {"course": note}, discuss_next=True)


def test_T49_a_reading_keeps_reader_answers_and_exactly_the_lists_shown(world: World) -> None:
    new = reading_of(world)
    kept = store_reading(actor=world.actor("worker"), new=new)
    kept.refresh_from_db()
    assert kept.shown_administrations == [str(one) for one in new.shown]
    assert (kept.reader, kept.course, kept.discuss_next) == ("Worker", "rustiger", True)
    assert events(Event.READING_STORED) == 1


def test_T49_the_same_page_sent_twice_is_one_reading(world: World) -> None:
    first = store_reading(actor=world.actor("worker"), new=reading_of(world))
    again = store_reading(actor=world.actor("worker"), new=reading_of(world))
    other = store_reading(actor=world.actor("worker"), new=reading_of(world, "drukker"))
    assert first == again != other
    assert Reading.objects.count() == 2


def test_T49_lists_of_another_family_cannot_have_been_shown(world: World) -> None:
    foreign = NewReading(world.wilg, world.wilg.children.get(), reading_of(world).shown)
    nothing = NewReading(world.linde, world.linde.children.get(), [])
    for new in (foreign, nothing):
        with pytest.raises(ValidationError):
            store_reading(actor=world.actor("worker"), new=new)
    assert not Reading.objects.exists()


@pytest.mark.parametrize("name", ["lead", "colleague", "stranger"])
def test_T48_notes_are_for_worker_and_scientist(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        store_reading(actor=world.actor(name), new=reading_of(world))
    assert store_reading(actor=world.actor("scientist"), new=reading_of(world)).reader == "Scientist"


def test_T49_a_job_of_koers_reads_nothing(world: World) -> None:
    job = SystemActor(world.organisation.pk, "import", frozenset({Permission.READING_WRITE}))
    with pytest.raises(ValidationError):
        store_reading(actor=job, new=reading_of(world))
