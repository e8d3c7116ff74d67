"""Families that ask for a talk: who sees which, since when, by which choice, on screen and on paper."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from koers.audit.models import AuditEvent
from koers.caseload.presenters.team import Filter, Team
from koers.caseload.team_points import read_team
from koers.families.actions import NewParent
from koers.families.models import CareEpisode, Family, Relation
from koers.organisations.actions import create_team, save_settings, setting_up
from koers.organisations.models import SignalExtent
from koers.trajectories.models import Experience, PointState, StoredSignal
from koers.trajectories.signals.actions import answer_point, confirm_stagnation
from koers.trajectories.signals.records import PointAnswer
from koers.trajectories.wording.dates import day as words_of
from koers.trajectories.wording.dates import short_day, short_day_of_year
from tests.factories.scored import course
from tests.factories.world import World, day, open_for

TEAM, MEETING = "/team/", "/team/meeting/"
FLAT = ((130, 74), (110, 75), (90, 74), (70, 75), (50, 76), (30, 75), (10, 76))
RISES = ((130, 56), (100, 58), (70, 64), (40, 71), (10, 77))


def family_of(world: World, name: str, *scores: tuple[int, float], worker: str = "worker") -> Family:
    family = open_for(world, worker, name, [NewParent(Relation.MOTHER)])
    course(world, family.parents.get(), *scores, by=worker)
    return family


def signal_of(family: Family) -> StoredSignal:
    return StoredSignal.objects.current().get(family=family)


def answer(world: World, family: Family, state: PointState, reason: str = "") -> None:
    answer_point(actor=world.actor("worker"), signal=signal_of(family), answer=PointAnswer(state, reason))


def hold(family: Family, days: int = 20) -> None:
    """As an agreed rise holds it back until so many days from now."""
    StoredSignal.objects.current().filter(family=family).update(strength="attention", held_until=day(-days))


@pytest.fixture
def iep(world: World) -> Family:
    return family_of(world, "Iep", *FLAT)


@pytest.fixture
def berk(world: World) -> Family:
    return family_of(world, "Berk", *RISES)


def rows(client: Client, query: str = "", path: str = TEAM) -> list[str]:
    """The families on the page, in their order; each name once."""
    html = client.get(f"{path}{query}").text
    names = re.findall(r'<a href="/families/[^"]+/profile/">([^<]+)</a>', html)
    return list(dict.fromkeys(names if path == TEAM else re.findall(r"<h2>([^<]+)</h2>", html)))


def cells(client: Client, label: str, query: str = "") -> list[str]:
    html = client.get(f"{TEAM}{query}").text
    found = re.findall(rf'data-label="{label}">(.*?)</t[dh]>', html, flags=re.S)
    return [" ".join(re.sub("<.*?>", " ", one).split()) for one in found]


# --- who ---


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("scientist", 200),
        ("lead", 200),
        ("worker", 403),
        ("colleague", 403),
        ("admin", 403),
        ("researcher", 403),
        ("privacy_officer", 403),
    ],
)
def test_J18_the_overview_is_for_scientist_and_team_lead(world, client_of, iep, name, status) -> None:
    client = client_of(world.person[name])
    assert [client.get(path).status_code for path in (TEAM, MEETING)] == [status, status]


@pytest.mark.parametrize("name", ["scientist", "lead"])
def test_U52_which_families_since_when_what_was_tried_stands_on_the_first_page(
    world, client_of, iep, berk, name
) -> None:
    client = client_of(world.person[name])
    assert client.get("/").headers.get("Location", TEAM) == TEAM
    assert set(rows(client)) == {"Iep", "Berk"}
    signal = signal_of(iep)
    place = rows(client).index("Iep")
    words = "Eerst bespreken Moeder: al drie maanden waarschijnlijk geen duidelijke daling"
    assert cells(client, "Waarom")[place] == words
    assert cells(client, "Sinds")[place].startswith(short_day_of_year(signal.since_on))
    assert cells(client, "Wat is geprobeerd") == ["Nog niets vastgelegd"] * 2
    assert cells(client, "Wat is gezegd")[place] == "Nog niet beantwoord"
    assert cells(client, "Volgende datum")[place] == f"Lijst op {short_day(day(-20))}"


def test_U53_one_click_leads_to_the_chart_of_a_family(world, client_of, iep) -> None:
    client = client_of(world.person["scientist"])
    assert f'href="/families/{iep.pk}/profile/"' in client.get(TEAM).text
    assert "k-chart" in client.get(f"/families/{iep.pk}/profile/").text


def test_S12_families_of_other_teams_and_organisations_are_not_there(world, client_of, iep) -> None:
    elsewhere = family_of(world, "Beuk", *FLAT, worker="other_worker")
    client = client_of(world.person["lead"])
    assert rows(client) == ["Iep"]
    assert rows(client, f"?team={elsewhere.team_id}") == []
    assert client.get(f"/families/{elsewhere.pk}/profile/").status_code == 404
    world.person["lead"].memberships.update(team=world.teams["West"])
    assert rows(client) == ["Beuk"]


def test_U55_there_is_no_total_for_a_worker(world, client_of, iep, berk) -> None:
    html = client_of(world.person["lead"]).get(TEAM).text
    assert html.count('class="small muted">Worker<') == 2
    text = re.sub("<.*?>", " ", html)
    assert not re.search(r"Worker\W+\d", text)
    assert not re.search(r"\b2 gezinnen|\b2 bespreekpunten", text)


def test_reading_the_overview_is_written_down(world, client_of, iep) -> None:
    for path in (TEAM, MEETING):
        client_of(world.person["lead"]).get(path)
        event = AuditEvent.objects.latest("at")
        assert (event.event, event.rows) == ("list.read", "worklist identity signal")


# --- which, and in which order ---


def test_the_nearest_stands_first_and_then_what_stands_longest(world, client_of, iep, berk) -> None:
    client = client_of(world.person["scientist"])
    StoredSignal.objects.filter(family=berk).update(since_on=day(80))
    StoredSignal.objects.filter(family=iep).update(since_on=day(30))
    assert rows(client) == ["Berk", "Iep"]
    answer(world, berk, PointState.RECOGNISED)
    assert rows(client) == ["Iep", "Berk"]


@pytest.mark.parametrize(
    ("state", "is_there"),
    [(PointState.RECOGNISED, True), (PointState.LATER, True), (PointState.NOT_RECOGNISED, False)],
)
def test_a_point_stays_until_somebody_says_not_so(world, client_of, iep, state, is_there) -> None:
    answer(world, iep, state)
    assert rows(client_of(world.person["lead"])) == (["Iep"] if is_there else [])


def test_after_the_help_a_family_is_no_longer_there(world, client_of, iep) -> None:
    CareEpisode.objects.filter(family=iep).update(ended_on=day(0))
    assert rows(client_of(world.person["lead"])) == []


def test_T88_established_stagnation_is_told_with_who(world, client_of, iep) -> None:
    answer(world, iep, PointState.RECOGNISED)
    assert iep.statements.get().experience == Experience.SAME
    confirm_stagnation(actor=world.actor("worker"), signal=signal_of(iep))
    said = cells(client_of(world.person["lead"]), "Wat is gezegd")
    assert said == ["Stagnatie vastgesteld door Worker."]


def test_what_was_said_stands_there_with_who_and_when(world, client_of, iep) -> None:
    answer(world, iep, PointState.LATER, "na de vakantie")
    (said,) = cells(client_of(world.person["lead"]), "Wat is gezegd")
    assert said == f"Uitgesteld: Worker, {words_of(day(0))}. na de vakantie"


# --- the choice in the address ---


@pytest.mark.parametrize(
    ("query", "families"),
    [
        ("", {"Iep", "Berk"}),
        ("?shown=open", {"Berk"}),
        ("?shown=recognised", {"Iep"}),
        ("?kind=stagnation", {"Iep"}),
        ("?kind=deterioration", {"Berk"}),
        ("?kind=deterioration&shown=recognised", set()),
        ("?shown=held", set()),
        ("?shown=nonsense&kind=%27&team=not-a-team", {"Iep", "Berk"}),
    ],
)
def test_U53_the_choice_stands_in_the_address(world, client_of, iep, berk, query, families) -> None:
    answer(world, iep, PointState.RECOGNISED)
    client = client_of(world.person["scientist"])
    assert set(rows(client, query)) == families
    assert set(rows(client, query, MEETING)) == families
    if not families:
        assert "Geen gezinnen bij deze keuze." in client.get(f"{TEAM}{query}").text


def test_U53_a_team_of_several_can_be_chosen_and_one_of_others_cannot(world, client_of, iep, berk) -> None:
    actor = setting_up(world.organisation, label="tests")
    south = create_team(actor=actor, organisation=world.organisation, name="Zuid")
    Family.objects.filter(pk=berk.pk).update(team=south)
    membership = world.person["scientist"].memberships.get()
    membership.pk = uuid4()
    membership.team = south
    membership.save(force_insert=True)
    client = client_of(world.person["scientist"])
    assert set(rows(client)) == {"Iep", "Berk"}
    assert rows(client, f"?team={south.pk}") == ["Berk"]
    assert f"team={south.pk}" in client.get(f"{TEAM}?shown=open").text
    assert "shown=open" in client.get(f"{TEAM}?shown=open&team={south.pk}").text
    assert rows(client, f"?team={uuid4()}") == []


def test_the_chosen_filter_is_told_to_a_screen_reader(world, client_of, iep) -> None:
    html = client_of(world.person["scientist"]).get(f"{TEAM}?shown=open").text
    assert re.findall(r'aria-current="true">([^<]+)<', html) == ["Niet beantwoord", "Elk bespreekpunt"]


# --- held back ---


def test_S11_held_back_points_are_listed_for_the_scientist_with_until_when(world, client_of, iep) -> None:
    hold(iep)
    client = client_of(world.person["scientist"])
    html = client.get(TEAM).text
    assert "Zoals verwacht" in html
    assert cells(client, "Wat er te zien is") == [
        f"Bij moeder nog geen daling, zoals jullie tot {words_of(day(-20))} verwachtten."
    ]
    assert cells(client, "Sinds") == [words_of(signal_of(iep).since_on)]
    assert cells(client, "Vastgehouden tot en met") == [words_of(day(-20))]
    assert cells(client, "Gezin") == ["Iep Worker"]
    assert cells(client, "Waarom") == [], "it asks nobody for attention now"
    assert rows(client, "?shown=held") == ["Iep"]
    assert rows(client, "?shown=open") == []
    assert "Vastgehouden tot en met" in client.get(MEETING).text


def test_S11_a_team_lead_does_not_learn_what_was_expected(world, client_of, iep) -> None:
    hold(iep)
    html = client_of(world.person["lead"]).get(TEAM).text
    assert "Iep" not in html
    assert "verwacht" not in html.lower()
    assert rows(client_of(world.person["lead"]), "?shown=held") == []


def test_S11_after_the_agreed_day_the_point_asks_for_a_talk(world, client_of, iep) -> None:
    hold(iep, days=0)
    client = client_of(world.person["scientist"])
    assert cells(client, "Waarom") == []
    hold(iep, days=-1)
    (why,) = cells(client, "Waarom")
    assert why.startswith("Bespreken ")
    assert cells(client, "Vastgehouden tot en met") == []


# --- on paper, and when there is nothing ---


def test_U53_the_meeting_list_has_room_to_write_and_says_what_it_is(world, client_of, iep) -> None:
    html = client_of(world.person["lead"]).get(f"{MEETING}?kind=stagnation").text
    assert f"Lijst voor het overleg van {words_of(day(0))}" in html
    assert "Alle, geen duidelijke daling" in html
    assert html.count('class="meeting-room"') == 1
    assert "Geprobeerd: nog niets vastgelegd" in html
    assert "Gesprekshulpmiddel, geen besluit" in html
    assert (
        f'href="{MEETING}?kind=stagnation"'
        in client_of(world.person["lead"]).get(f"{TEAM}?kind=stagnation").text
    )


def test_without_points_the_page_says_until_when_it_looked(world, client_of) -> None:
    client = client_of(world.person["lead"])
    StoredSignal.objects.update(kind="on_course", strength="")
    assert f"De nieuwste lijst is beoordeeld op {words_of(timezone.localdate())}." in client.get(TEAM).text
    StoredSignal.objects.all().delete()
    assert "Er is nog geen lijst beoordeeld." in client.get(TEAM).text


@pytest.mark.parametrize("extent", [SignalExtent.OFF, SignalExtent.DIFFERENCE_ONLY])
def test_S9_without_talking_points_the_overview_says_so(world, client_of, iep, extent) -> None:
    hold(family_of(world, "Berk", *FLAT))
    save_settings(actor=world.actor("admin"), chosen={"signals": extent})
    client = client_of(world.person["scientist"])
    for path in (TEAM, MEETING):
        html = client.get(path).text
        assert "Iep" not in html
        assert "Berk" not in html
        assert "daling" not in html
    assert "Je organisatie toont nu geen bespreekpunten." in client.get(TEAM).text
    save_settings(actor=world.actor("admin"), chosen={"signals": SignalExtent.FULL})
    assert set(rows(client)) == {"Iep", "Berk"}


# --- a large team ---


def read_by(world, name: str) -> Team:
    actor = world.actor(name)
    return Team(read_team(actor), day(0), None, sees_held=True, interval_days=30, is_off=False)


def test_U53_a_large_team_stands_on_pages_that_keep_the_choice(world, iep, berk) -> None:
    read, unanswered = read_by(world, "scientist"), Filter(shown="open")
    first = read.page(unanswered, per_page=1)
    second = read.page(unanswered, number="2", per_page=1)
    assert [first.before, first.after] == ["", "?shown=open&page=2"]
    assert [second.before, second.after] == ["?shown=open&page=1", ""]
    assert {row.name for page in (first, second) for row in page.rows} == {"Iep", "Berk"}
    assert second.place == "Gezin 2 tot en met 2 van de 2"


def test_U53_nonsense_for_a_page_is_the_first_and_too_far_the_last(world, iep, berk) -> None:
    read = read_by(world, "scientist")
    first, last = (read.page(Filter(), number=number, per_page=1) for number in ("1", "2"))
    assert read.page(Filter(), number="x", per_page=1) == first
    assert read.page(Filter(), number="9", per_page=1) == last


def test_U53_a_page_of_a_small_team_says_nothing_of_pages(world, client_of, iep, berk) -> None:
    html = client_of(world.person["scientist"]).get(f"{TEAM}?page=7").text
    assert 'rel="next"' not in html
    assert "tot en met" not in html
