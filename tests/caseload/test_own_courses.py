"""A worker's look back at the own families, which nobody else can open."""

import re

import pytest
from django.utils import timezone

from koers.audit.models import AuditEvent
from koers.families.actions import NewParent
from koers.families.models import CareEpisode, CaseAssignment, Family, Relation
from koers.organisations.actions import save_settings
from koers.organisations.models import SignalExtent
from koers.trajectories.actions import skip_expectation
from koers.trajectories.signals import rules
from tests.factories.scored import course
from tests.factories.world import World, day, open_for

ADDRESS = "/families/courses/"
FLAT = ((130, 74), (110, 75), (90, 74), (70, 75), (50, 76), (30, 75), (10, 76))
FALLS = ((130, 74), (100, 69), (70, 64), (40, 59), (12, 53))


def family_of(world: World, name: str, *scores: tuple[int, float], worker: str = "worker") -> Family:
    family = open_for(world, worker, name, [NewParent(Relation.MOTHER)])
    course(world, family.parents.get(), *scores, by=worker)
    look(world, family, worker)
    return family


def look(world: World, family: Family, worker: str = "worker") -> None:
    newest = family.parents.get().administrations.latest("filled_on")
    skip_expectation(actor=world.actor(worker), administrations=[newest])


def groups(html: str) -> dict[str, list[str]]:
    """The families under each heading, in the order of the page."""
    found = {}
    for section in html.split('<section class="own-group"')[1:]:
        title = re.sub("<.*?>", "", section[section.index("<h2") : section.index("</h2>")])
        found[" ".join(title.split())] = re.findall(r'/profile/">([^<]+)</a>', section)
    return found


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("worker", 200),
        ("colleague", 200),
        ("scientist", 403),
        ("lead", 403),
        ("admin", 403),
        ("researcher", 403),
        ("privacy_officer", 403),
    ],
)
def test_T22_the_look_back_is_for_workers_alone(world, client_of, name: str, status: int) -> None:
    assert client_of(world.person[name]).get(ADDRESS).status_code == status


def test_T22_a_worker_sees_the_own_families_and_nobody_elses(world, client_of) -> None:
    family_of(world, "Iep", *FLAT)
    family_of(world, "Berk", *FALLS, worker="colleague")
    own = client_of(world.person["worker"]).get(ADDRESS).text
    assert ("Iep" in own, "Berk" in own) == (True, False)
    others = client_of(world.person["colleague"]).get(ADDRESS).text
    assert ("Iep" in others, "Berk" in others) == (False, True)
    assert "Alleen jij kunt deze pagina openen." in own


def test_T22_what_is_no_longer_ones_own_is_gone(world, client_of) -> None:
    family = family_of(world, "Iep", *FLAT)
    CaseAssignment.objects.filter(family=family).update(until_at=timezone.now())
    assert "Iep" not in client_of(world.person["worker"]).get(ADDRESS).text


def test_T22_courses_stand_by_what_is_seen_and_good_news_comes_first(world, client_of) -> None:
    for name, scores in (("Iep", FLAT), ("Berk", FALLS), ("Beuk", FALLS), ("Spar", ((10, 70),))):
        family_of(world, name, *scores)
    found = groups(client_of(world.person["worker"]).get(ADDRESS).text)
    assert list(found) == [
        "Een daling sinds de start 2 ouders",
        "Geen duidelijke daling 1 ouder",
        "Onduidelijk, te vroeg of nog niet bekeken 3 ouders",
    ]
    assert list(found.values()) == [["Berk", "Beuk"], ["Iep"], ["Linde", "Linde", "Spar"]]


def test_T22_T44_a_new_list_is_looked_at_in_its_profile_first(world, client_of) -> None:
    family = family_of(world, "Iep", *FALLS)
    course(world, family.parents.get(), (1, 85))
    html = client_of(world.person["worker"]).get(ADDRESS).text
    row = html[html.index(">Iep<") - 3000 : html.index(">Iep<") + 400]
    assert "Nieuwe lijst, nog niet bekeken" in row
    assert "naar T 85" not in html
    look(world, family)
    assert "naar T 85" in client_of(world.person["worker"]).get(ADDRESS).text


def test_T22_three_questions_and_a_way_to_each_profile(world, client_of) -> None:
    family = family_of(world, "Iep", *FLAT)
    html = client_of(world.person["worker"]).get(ADDRESS).text
    assert html.count("?</li>") == 3
    assert f'href="/families/{family.pk}/profile/"' in html
    assert "7 scores in 17 weken" in html
    assert f'href="{ADDRESS}"' in client_of(world.person["worker"]).get("/families/").text
    assert f'href="{ADDRESS}"' not in client_of(world.person["lead"]).get("/families/").text


def test_T22_an_ended_help_stays_in_the_look_back(world, client_of) -> None:
    family = family_of(world, "Iep", *FALLS)
    CareEpisode.objects.filter(family=family).update(ended_on=day(0))
    assert "hulp afgesloten" in client_of(world.person["worker"]).get(ADDRESS).text


@pytest.mark.parametrize(
    ("extent", "label"),
    [
        (SignalExtent.DIFFERENCE_ONLY, "Lager dan bij de start, meer dan toeval"),
        (SignalExtent.OFF, ""),
    ],
)
def test_T22_S9_without_talking_points_there_is_one_list(world, client_of, extent, label) -> None:
    family_of(world, "Iep", *FALLS)
    save_settings(actor=world.actor("admin"), chosen={"signals": extent})
    html = client_of(world.person["worker"]).get(ADDRESS).text
    assert list(groups(html)) == ["Het verloop in mijn gezinnen 3 ouders"]
    assert label in html
    assert ("bij de start" in html) is bool(label)


def test_T22_words_of_a_model_that_is_not_ones_own_are_marked(world, client_of, monkeypatch) -> None:
    monkeypatch.setattr(rules, "_demo_model", [])
    family_of(world, "Iep", *FALLS)
    html = client_of(world.person["worker"]).get(ADDRESS).text
    assert "Mogelijk een daling" in html
    assert "Nog niet geijkt op eigen gezinnen." in html


def test_T22_without_families_the_page_says_what_will_stand_there(world, client_of) -> None:
    assert "Nog niets om op terug te blikken" in client_of(world.person["colleague"]).get(ADDRESS).text


def test_T22_opening_it_is_written_down(world, client_of) -> None:
    client_of(world.person["worker"]).get(ADDRESS)
    event = AuditEvent.objects.latest("at")
    assert (event.event, event.rows) == ("list.read", "identity line signal")
