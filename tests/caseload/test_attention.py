"""Who needs me today: the reason, who did not answer and why, the next step, in at most three levels."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from koers.audit.models import AuditEvent
from koers.caseload.cases import Case, read_cases
from koers.caseload.presenters.families import FamiliesPage, families_page, why
from koers.caseload.steps import next_step
from koers.families.actions import NewParent
from koers.families.models import Family, Parent, Relation
from koers.measurements.actions import NewList, store_list
from koers.measurements.models import AdministrationMode, Invitation
from koers.trajectories.actions import skip_expectation, store_expectation
from koers.trajectories.models import ExpectedCourse, OpenedList, PointState, StoredSignal
from koers.trajectories.records import ExpectationAnswer
from koers.trajectories.signals import rules
from koers.trajectories.signals.actions import answer_point
from koers.trajectories.signals.attention import Level
from koers.trajectories.signals.records import PointAnswer
from tests.factories.households import at_home
from tests.factories.scored import course, fill_in_t
from tests.factories.world import World, day, fill_in, open_for
from tests.measurements.entering import Phone, ask

FLAT = ((130, 74), (110, 75), (90, 74), (70, 75), (50, 76), (30, 75), (10, 76))
HIGH = ((100, 70), (70, 70), (40, 70), (11, 70))
LOW = ((100, 48), (70, 46), (40, 44), (10, 44))


def family_of(world: World, *courses: tuple[tuple[int, float], ...], name: str = "Iep") -> Family:
    """Parents with lists of (days ago, T-score), all looked at."""
    relations = (Relation.MOTHER, Relation.FATHER)
    family = open_for(world, "worker", name, [NewParent(one) for one in relations[: len(courses)]])
    for parent, scores in zip(family.parents.all(), courses, strict=True):
        course(world, parent, *scores)
        look(world, parent)
    return family


def look(world: World, parent: Parent) -> None:
    skip_expectation(
        actor=world.actor("worker"), administrations=[parent.administrations.latest("created_at")]
    )


def case(world: World, family: Family, name: str = "worker") -> Case:
    (found,) = read_cases(world.actor(name), at_home(family), today=day(0))
    return found


def page(world: World, *families: Family, name: str = "worker") -> FamiliesPage:
    cases = read_cases(world.actor(name), at_home(*families), today=day(0))
    return families_page(world.actor(name), cases, today=day(0), at=timezone.now())


def cell(world: World, family: Family) -> tuple[str, str, bool]:
    (row,) = page(world, family).levels[0]
    return row.courses[0].when, row.courses[0].mark, row.courses[0].is_late


def answered(world: World, family: Family, state: PointState) -> Case:
    (signal,) = StoredSignal.objects.current().filter(family=family)
    answer_point(actor=world.actor("worker"), signal=signal, answer=PointAnswer(state))
    return case(world, family)


# --- the reason and the next step ---


def test_U39_a_point_stands_first_with_its_words_and_leads_to_the_talk(world: World) -> None:
    found = case(world, family_of(world, FLAT))
    assert found.level is Level.NOW
    assert why(found) == "Moeder: al drie maanden waarschijnlijk geen duidelijke daling"
    step = next_step(found, may_enter=True)
    assert step.text == "Bespreek dit"
    assert step.address == f"/families/{found.family.pk}/profile/#point-1"


@pytest.mark.parametrize(
    ("state", "level", "step", "said"),
    [
        (PointState.LATER, Level.DISCUSS, "Bespreek dit", "(uitgesteld)"),
        (PointState.RECOGNISED, Level.DISCUSS, "Lijst op", "(herkend)"),
        (PointState.NOT_RECOGNISED, Level.FOLLOW, "Lijst op", "(niet herkend)"),
    ],
)
def test_U46_an_answer_changes_level_and_step_and_stays_in_the_reason(
    world: World, state: PointState, level: Level, step: str, said: str
) -> None:
    found = answered(world, family_of(world, FLAT), state)
    assert found.level is level
    assert next_step(found, may_enter=True).text.startswith(step)
    assert why(found).endswith(said)


def test_U40_there_are_three_levels_and_honest_reasons_in_the_lowest(world: World, client_of) -> None:
    early = family_of(world, ((40, 70), (10, 70)), name="Berk")
    late = family_of(world, ((100, 70), (70, 70)), name="Spar")
    shown = page(world, family_of(world, FLAT), early, late)
    assert [[row.level for row in rows] for rows in shown.levels] == [["now"], ["discuss"], ["follow"]]
    assert shown.levels[2][0].why == "Moeder: te vroeg om een verloop te zien"
    html = client_of(world.person["worker"]).get("/families/").text
    badges = set(re.findall(r'<span class="badge badge-\w+">.*?</span>', html))
    assert {re.sub("<.*?>", "", one) for one in badges} == {"Eerst bespreken", "Bespreken", "Volgen"}
    drawn = {"<svg" in one for one in badges if "Volgen" not in one}
    assert drawn == {True}, "a word with a sign; the lowest level is plain text"


def test_U39_a_jump_is_a_question_once_the_list_was_looked_at(world: World) -> None:
    family = family_of(world, ((130, 53), (100, 52), (70, 53), (40, 53)))
    mother = family.parents.get()
    fill_in_t(world, mother, days_ago=3, t=85)
    assert "sprong" not in why(case(world, family)), "first the question what to expect"
    look(world, mother)
    StoredSignal.objects.current().filter(parent=mother).update(kind="unclear", strength="")
    found = case(world, family)
    assert why(found) == "Grote sprong bij moeder. Is er iets gebeurd?"
    assert found.level is Level.FOLLOW, "a note is no alarm"
    assert next_step(found, may_enter=True).text == "Bekijk de vragen"


def test_U39_parents_far_apart_are_named_where_nothing_waits(world: World) -> None:
    family = family_of(world, HIGH, LOW)
    StoredSignal.objects.filter(family=family).update(kind="on_course", strength="")
    found = case(world, family)
    assert why(found) == "Moeder en vader verschillen"
    assert found.level is Level.FOLLOW
    StoredSignal.objects.filter(family=family, parent__relation=Relation.FATHER).update(kind="improvement")
    StoredSignal.objects.filter(family=family, parent__relation=Relation.MOTHER).update(kind="improvement")
    assert "daling sinds de start" in why(case(world, family)), "good news comes first"


def test_T34_good_news_is_the_reason_when_nothing_waits(world: World) -> None:
    found = case(world, family_of(world, ((130, 74), (100, 69), (70, 64), (40, 59), (10, 53))))
    assert why(found) == "Moeder: zeer waarschijnlijk een daling sinds de start"


def test_words_of_a_model_that_is_not_ones_own_are_marked(world: World, client_of, monkeypatch) -> None:
    mark = "Nog niet geijkt op eigen gezinnen."
    family = family_of(world, FLAT)
    client = client_of(world.person["worker"])
    addresses = ("/families/", f"/families/{family.pk}/", f"/families/{family.pk}/profile/")
    assert not any(mark in client.get(address).text for address in addresses)
    monkeypatch.setattr(rules, "_demo_model", [])
    fill_in(world, family.parents.get(), days_ago=1)
    look(world, family.parents.get())
    for address in addresses:
        text = client.get(address).text
        assert mark in text
        assert "waarschijnlijk" not in text


# --- who did not answer, and why ---


@pytest.mark.parametrize(
    ("reason", "words", "is_late"),
    [("not-now", "liever niet", False), ("no-more", "gestopt", False), ("not-mine", "verkeerde link", True)],
)
def test_U39_a_no_is_told_with_its_reason(world: World, reason: str, words: str, is_late: bool) -> None:
    family = family_of(world, ((110, 66), (80, 66), (60, 66)), name="Berk")
    assert cell(world, family) == ("60 dagen", "te laat", True)
    issued, phone = ask(world, family.parents.get()), Phone()
    phone.begin(issued.code)
    key = str(issued.invitation.form_key)
    phone.client.post("/fill/stop/", {"reason": reason, "form_key": key})
    assert cell(world, family) == ("60 dagen", words, is_late)
    assert bool(case(world, family).late) is is_late


def test_U39_who_was_asked_and_gave_no_answer_is_told(world: World) -> None:
    family = family_of(world, ((80, 66), (60, 66)), name="Berk")
    ask(world, family.parents.get())
    assert cell(world, family) == ("60 dagen", "gevraagd", True)
    Invitation.objects.update(expires_at=timezone.now())
    assert cell(world, family) == ("60 dagen", "geen antwoord", True)
    fill_in(world, family.parents.get(), days_ago=1)
    assert cell(world, family)[:2] == ("1 dag", "nieuw")
    look(world, family.parents.get())
    assert cell(world, family) == ("1 dag", "", False)


def test_U39_a_no_counts_as_an_answer_until_the_next_list_is_due(world: World) -> None:
    family = family_of(world, ((80, 66), (60, 66)), name="Berk")
    issued, phone = ask(world, family.parents.get()), Phone()
    phone.begin(issued.code)
    key = str(issued.invitation.form_key)
    phone.client.post("/fill/stop/", {"reason": "not-now", "form_key": key})
    Invitation.objects.update(ended_at=timezone.now() - timezone.timedelta(days=47))
    assert [one.name for one in case(world, family).late] == ["moeder"]
    assert next_step(case(world, family), may_enter=True).text == "Bel of vraag"


def test_asking_is_no_business_of_who_may_not_ask(world: World) -> None:
    family = family_of(world, ((80, 66), (60, 66)), name="Berk")
    ask(world, family.parents.get())
    assert [one.request for one in case(world, family, "lead").respondents] == [None]


# --- new lists, and what was agreed ---


def test_T29_a_new_list_is_marked_on_the_next_page_until_its_profile_was_opened(
    world: World, client_of
) -> None:
    family, client = family_of(world, FLAT), client_of(world.person["worker"])
    pages = ("/families/", f"/families/{family.pk}/")

    def marked() -> list[bool]:
        texts = [client.get(address).text for address in pages]
        row = texts[0][texts[0].index(">Iep<") :]
        return ["nog niet bekeken" in row[: row.index("</tr>")], "nog niet bekeken" in texts[1]]

    assert marked() == [False, False]
    fill_in(world, family.parents.get(), days_ago=0)
    assert marked() == [True, True]
    profile = client.get(f"/families/{family.pk}/profile/").text
    asked = re.findall(r'name="administration" value="([^"]+)"', profile)
    client.post(f"/families/{family.pk}/expectation/", {"administration": asked, "skip": "1"})
    assert marked() == [False, False]


def half_filled_in(world: World, parent: Parent) -> None:
    """Today, with half of the questions left open, so that there is no score."""
    items = [item.id for item in world.short.instrument.items]
    answers: dict[str, int | None] = {item: 2 if place < 5 else None for place, item in enumerate(items)}
    new = NewList(
        parent=parent,
        child=parent.family.children.get(),
        version=world.short,
        filled_on=day(0),
        mode=AdministrationMode.PAPER,
        answers=answers,
    )
    store_list(actor=world.actor("worker"), new=new)


def test_T29_a_list_without_a_score_is_new_until_its_profile_was_opened(world: World, client_of) -> None:
    family = family_of(world, FLAT)
    client = client_of(world.person["worker"])
    half_filled_in(world, family.parents.get())
    assert [one.is_new for one in case(world, family).respondents] == [True]
    assert "moeder: van T 74 naar T 76" in client.get("/families/").text, "what was looked at stays there"
    assert "nog niet bekeken" in client.get(f"/families/{family.pk}/").text
    for _again in range(2):
        assert "heeft geen score" in client.get(f"/families/{family.pk}/profile/").text
    assert [one.is_new for one in case(world, family).respondents] == [False]
    assert AuditEvent.objects.filter(event="list.opened").count() == 1


def test_T29_what_a_colleague_opened_is_still_new_to_me(world: World, client_of) -> None:
    family = family_of(world, FLAT)
    half_filled_in(world, family.parents.get())
    client_of(world.person["scientist"]).get(f"/families/{family.pk}/profile/")
    assert [one.is_new for one in case(world, family).respondents] == [True]
    assert not OpenedList.objects.exists()


def held(world: World) -> Family:
    family = family_of(world, ((130, 56), (100, 58), (70, 58)))
    mother = family.parents.get()
    answer = ExpectationAnswer(
        ExpectedCourse.RISE_THEN_DECLINE,
        rise_until=day(-40),
        said_at=timezone.now() - timezone.timedelta(days=20),
    )
    fill_in_t(world, mother, days_ago=40, t=59)
    newest = mother.administrations.latest("filled_on")
    store_expectation(actor=world.actor("worker"), administration=newest, answer=answer)
    fill_in_t(world, mother, days_ago=2, t=63)
    look(world, mother)
    StoredSignal.objects.current().filter(parent=mother).update(
        kind="deterioration", strength="attention", held_until=day(-40)
    )
    return family


def test_S11_what_was_agreed_is_told_to_who_may_know_it(world: World, client_of) -> None:
    family = held(world)
    assert why(case(world, family)).startswith("De stress van moeder steeg, zoals jullie")
    assert case(world, family).level is Level.FOLLOW
    for name, knows in (("worker", True), ("scientist", True), ("lead", False)):
        client: Client = client_of(world.person[name])
        for address in ("/families/", f"/families/{family.pk}/", f"/families/{family.pk}/profile/"):
            assert ("zoals" in client.get(address).text) is knows, (name, address)
