"""What the rules note beside a signal: described on the profile, once, and never as an alarm."""

from datetime import timedelta

import pytest
from django.utils import translation

from koers.trajectories.models import StoredSignal
from koers.trajectories.presenters.notable import Outcomes
from koers.trajectories.presenters.questions import QuestionFacts
from koers.trajectories.profiles import Person
from koers.trajectories.wording.notable import Notable
from tests.trajectories.courses import START, judged, person, profile

UP = ((0, 62), (30, 61), (60, 60), (91, 61), (122, 61), (152, 84))
DOWN = ((0, 72), (30, 71), (60, 70), (91, 71), (122, 71), (152, 48))
WILD = ((0, 60), (30, 76), (60, 58), (90, 74), (120, 60), (150, 72))
FLAT = ((0, 70), (30, 68), (61, 71), (92, 69), (120, 70), (150, 69))
LOW = tuple((days, t - 16) for days, t in FLAT)


@pytest.fixture(autouse=True)
def in_dutch():
    with translation.override("nl"):
        yield


def notes(*people: Person, last_ago: int | None = None) -> list[Notable]:
    """last_ago: how many days ago each of them gave the newest list; None: nobody is still asked."""
    last = {} if last_ago is None else {who.parent_id: who.scored[-1].on for who in people}
    today = people[0].scored[-1].on + timedelta(days=last_ago or 0)
    signals = {who.parent_id: judged(who) for who in people}
    return list(Outcomes(profile(*people), {}, signals, last).all(today=today))


def seen(*people: Person, last_ago: int | None = None) -> list[str]:
    return [one.seen for one in notes(*people, last_ago=last_ago)]


@pytest.mark.parametrize(
    ("scores", "sentence"),
    [
        (
            UP,
            "Moeder: een grote sprong. 84 is veel hoger dan de scores ervoor lieten verwachten. "
            "Is er iets gebeurd?",
        ),
        (
            DOWN,
            "Moeder: een grote sprong. 48 is veel lager dan de scores ervoor lieten verwachten. "
            "Wat heeft geholpen?",
        ),
    ],
)
def test_T55_a_jump_is_told_with_a_question(scores, sentence: str) -> None:
    jump, area = notes(person("moeder", *scores))
    assert jump.seen == sentence
    assert "2,33 keer" in jump.rule
    assert jump.numbers.startswith(f"{scores[-2][1]} op ")
    assert jump.numbers.endswith(" keer de gewone spreiding")
    assert area.seen.startswith("Moeder ging van")


def test_T55_one_fact_has_one_source() -> None:
    """A difference beyond chance that the scores before led to expect is no jump where the rules judged."""
    back = person("moeder", (0, 60), (30, 61), (60, 60), (90, 74), (120, 60))
    by_scores = [one.seen for one in Outcomes(profile(back)).all(today=START)]
    assert by_scores[0] == "Moeder scoort 14 punten lager dan de vorige keer. Wat heeft geholpen?"
    assert not any("punten lager" in one or "sprong" in one for one in seen(back))
    for scores in (UP, DOWN):
        told = seen(person("moeder", *scores))
        assert len(told) == len(set(told)) == 2
        assert not any("dan de vorige keer" in one for one in told)


def test_T57_going_up_and_down_is_described_once_and_never_an_alarm() -> None:
    wild = person("moeder", *WILD)
    found = next(one for one in notes(wild) if "wisselend" in one.seen)
    assert found.seen == "Moeder: wisselend, tussen 58 en 76 in 6 maanden."
    assert found.numbers == "6 scores in deze tijd"
    assert "alleen een beschrijving" in found.ends_when
    course = QuestionFacts(profile(wild), None, {wild.parent_id: judged(wild)}).questions()[0]
    assert "op en neer" not in course.facts[0].sentence


def test_T57_only_the_months_that_the_rule_looks_at_are_named() -> None:
    long = person("moeder", (0, 44), *((day + 200, t) for day, t in WILD))
    assert "Moeder: wisselend, tussen 58 en 76 in 6 maanden." in seen(long)


def test_a_quiet_course_has_no_notes() -> None:
    assert seen(person("moeder", *FLAT)) == []


def test_T61_parents_whose_levels_are_surely_apart_are_named_with_the_interval() -> None:
    (apart,) = notes(person("moeder", *FLAT), person("vader", *LOW, slot=2))
    assert apart.seen == (
        "Moeder en vader verschillen: moeder zit naar schatting 15,8 punten hoger. "
        "Hoe kijken zij daar zelf naar?"
    )
    assert "80 % zekerheid groter dan 5,0 punten" in apart.rule
    assert apart.numbers == "verschil +15,8 punten, 80 % zeker: +10,7 tot +21,0"


@pytest.mark.parametrize("days", [0, 15])
def test_T61_levels_are_not_compared_when_the_lists_lie_far_apart(days: int) -> None:
    late = person("vader", *((day + days, t) for day, t in LOW), slot=2)
    assert bool(seen(person("moeder", *FLAT), late)) is (days == 0)


def test_T61_one_high_score_alone_sets_no_parents_apart() -> None:
    """23 points between two scores: the jump is told, the levels are not called apart."""
    told = seen(person("moeder", *((day, 61) for day, _t in UP)), person("vader", *UP, slot=2))
    assert any("grote sprong" in one for one in told)
    assert not any("verschillen" in one for one in told)


@pytest.mark.parametrize(("days", "is_told"), [(45, False), (46, True), (63, True)])
def test_S30_silence_is_a_talking_point_of_its_own(days: int, is_told: bool) -> None:
    told = notes(person("moeder", *FLAT), last_ago=days)
    assert bool(told) is is_told
    if days == 63:
        assert told[0].seen == "Al 9 weken geen lijst van moeder. Ook dat kan een bespreekpunt zijn."
        assert told[0].numbers.endswith("afgesproken is elke 30 dagen een lijst")


def test_S30_nobody_is_silent_who_is_no_longer_asked() -> None:
    assert seen(person("moeder", *FLAT)) == []


def test_every_note_comes_with_rule_numbers_and_end() -> None:
    people = person("moeder", *UP), person("vader", *WILD, slot=2), person("oma", *LOW, slot=3)
    found = notes(*people, last_ago=60)
    assert len(found) > 6
    assert all(one.rule and one.numbers and one.ends_when for one in found)
    assert isinstance(judged(people[0]), StoredSignal)
