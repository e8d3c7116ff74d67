"""The profile in a browser without script: the question first, the page, the figure, the print."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from koers.accounts.models import User
from koers.audit.events import Event
from koers.audit.models import AuditEvent
from koers.families.actions import give_sharing_consent, withdraw_sharing_consent
from koers.instruments.actions import activate_version, import_package
from koers.measurements.actions import NewList, store_list
from koers.measurements.models import AdministrationMode
from koers.organisations.actions import setting_up
from koers.trajectories.models import Expectation, Reading
from tests.factories.packages import shipped
from tests.factories.world import World, day, fill_in

ClientOf = Callable[[User], Client]
MOST_QUERIES = (
    23  # signals, statements, comments, goals, blocks, settings and older versions of lists each cost one
)


@pytest.fixture
def worker(world: World, client_of: ClientOf) -> Client:
    return client_of(world.person["worker"])


def address(world: World, rest: str = "profile/") -> str:
    return f"/families/{world.linde.pk}/{rest}"


def asked(html: str) -> list[str]:
    """The lists that the page asks about, in the order of the persons."""
    return list(dict.fromkeys(re.findall(r'name="administration" value="([^"]+)"', html)))


def skip(client: Client, world: World) -> str:
    html = client.get(address(world)).text
    return client.post(
        address(world, "expectation/"), {"administration": asked(html), "skip": "1"}, follow=True
    ).text


def events(event: Event) -> int:
    return AuditEvent.objects.filter(event=event.value).count()


def share(world: World) -> None:
    for owner, reader in ((world.mother, world.father), (world.father, world.mother)):
        give_sharing_consent(
            actor=world.actor("worker"),
            owner=owner,
            reader=reader,
            given_on=timezone.localdate(),
            how="gesprek",
        )


# --- the question first ---


def test_T44_T45_no_score_is_sent_before_the_answers_are_stored(world: World, worker: Client) -> None:
    first = worker.get(address(world)).text
    assert first.count('name="shape" value="decline"') == 2
    assert "k-chart" not in first
    assert "k-point" not in first
    mother, father = asked(first)
    worker.post(address(world, "expectation/"), {"administration": mother, "shape": "decline"})
    second = worker.get(address(world)).text
    assert asked(second) == [father]
    assert "k-chart" not in second
    page = worker.post(
        address(world, "expectation/"), {"administration": father, "shape": "steady"}, follow=True
    ).text
    assert "k-chart" in page
    assert events(Event.PROFILE_READ) == 1


def test_J12_two_parents_take_two_taps_to_chart_and_questions(world: World, worker: Client) -> None:
    html, taps = worker.get(address(world)).text, 0
    while asked(html):
        form = {"administration": asked(html)[0], "shape": "dont_know"}
        html, taps = worker.post(address(world, "expectation/"), form, follow=True).text, taps + 1
    assert taps == 2
    assert "k-chart" in html
    assert html.count('class="question"') == 4


def test_T46_one_tap_skips_for_everybody_and_is_recorded(world: World, worker: Client) -> None:
    assert "k-chart" in skip(worker, world)
    assert Expectation.objects.filter(is_skipped=True).count() == 2
    assert "k-chart" in worker.get(address(world)).text


def test_T45_a_new_list_is_asked_about_again(world: World, worker: Client) -> None:
    skip(worker, world)
    fill_in(world, world.father, days_ago=20)
    again = worker.get(address(world)).text
    assert len(asked(again)) == 1
    assert "Overgeslagen" in again


def test_T45_a_double_submit_keeps_the_first_answer(world: World, worker: Client) -> None:
    mother = asked(worker.get(address(world)).text)[0]
    for shape in ("decline", "steady"):
        answer = {"administration": mother, "shape": shape}
        assert worker.post(address(world, "expectation/"), answer).status_code == 303
    assert [one.shape for one in Expectation.objects.all()] == ["decline"]


@pytest.mark.parametrize("name", ["scientist", "lead"])
def test_T44_other_roles_are_never_asked(world: World, client_of: ClientOf, name: str) -> None:
    page = client_of(world.person[name]).get(address(world)).text
    assert "k-chart" in page
    assert not asked(page)


def test_T44_figure_and_print_are_never_gated(world: World, worker: Client) -> None:
    for rest in ("profile.svg", "profile/print/"):
        assert "k-chart" in worker.get(address(world, rest)).text, rest


def test_T44_own_words_and_a_wrong_day(world: World, worker: Client) -> None:
    mother = asked(worker.get(address(world)).text)[0]
    form = {"administration": mother, "own_words": "1", "text": "eerst rust", "rise_until": "2020-01-01"}
    wrong = worker.post(address(world, "expectation/"), form)
    assert "is al voorbij" in wrong.text
    assert "eerst rust" in wrong.text
    assert not Expectation.objects.exists()
    worker.post(address(world, "expectation/"), form | {"rise_until": ""})
    assert Expectation.objects.get().text == "eerst rust"


def test_T44_lists_of_others_cannot_be_answered_about(world: World, worker: Client) -> None:
    for wrong in ("", "x", str(uuid4())):
        answer = {"administration": wrong, "shape": "decline"}
        assert worker.post(address(world, "expectation/"), answer).status_code == 404
    mother = asked(worker.get(address(world)).text)[0]
    assert (
        worker.post(address(world, "expectation/"), {"administration": mother, "shape": "x"}).status_code
        == 200
    )
    assert not Expectation.objects.exists()


# --- the page ---


def test_the_profile_takes_a_fixed_number_of_queries(
    world: World, worker: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    skip(worker, world)
    worker.post(address(world, "reading/"), note_form(worker.get(address(world)).text))
    worker.get(address(world))
    with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[attr-defined]
        worker.get(address(world))


def test_T48_T59_page_has_readings_chart_table_and_questions(world: World, worker: Client) -> None:
    page = skip(worker, world)
    assert page.count('class="reading"') == 2
    assert {"k-chart-wide", "k-chart-narrow"} <= set(re.findall(r"k-chart-\w+", page))
    assert page.count("<tr>") == 9
    assert "Kind van 9 jaar" in page
    assert page.count("<h1") == 1


def test_S2_staff_see_whose_consent_is_missing(world: World, worker: Client) -> None:
    missing = "Toestemming van moeder en vader ontbreekt om dit aan ouders te laten zien."
    assert missing in skip(worker, world)
    share(world)
    assert "ontbreekt" not in worker.get(address(world)).text
    withdraw_sharing_consent(actor=world.actor("worker"), owner=world.father, reader=world.mother)
    assert "Toestemming van vader ontbreekt" in worker.get(address(world)).text


def note_form(page: str, **notes: str) -> dict[str, str]:
    fields = dict(re.findall(r'type="hidden" name="(child|list|shown)" value="([^"]*)"', page))
    return fields | notes


def test_T49_a_reading_is_saved_with_what_was_shown_and_listed(world: World, worker: Client) -> None:
    form = note_form(skip(worker, world), course="rustiger thuis", discuss_next="on")
    page = worker.post(address(world, "reading/"), form, follow=True).text
    kept = Reading.objects.get()
    assert len(kept.shown_administrations) == 8
    assert "Je lezing is bewaard." in page
    assert "rustiger thuis" in page
    assert "te bespreken met de ouders" in page


@pytest.mark.parametrize("change", [{"shown": ""}, {"shown": "x"}, {"shown": str(uuid4())}])
def test_T49_a_damaged_form_is_refused_with_a_sentence(
    world: World, worker: Client, change: dict[str, str]
) -> None:
    form = note_form(skip(worker, world)) | change
    page = worker.post(address(world, "reading/"), form, follow=True)
    assert page.status_code == 200
    assert "notice-error" in page.text
    assert not Reading.objects.exists()


def test_S12_what_a_team_lead_may_not_see_is_not_in_the_page(world: World, client_of: ClientOf) -> None:
    worker = client_of(world.person["worker"])
    worker.post(address(world, "reading/"), note_form(skip(worker, world), course="alleen voor het gesprek"))
    page = client_of(world.person["lead"]).get(address(world)).text
    assert "alleen voor het gesprek" not in page
    assert 'name="course"' not in page
    assert "Print" not in page.replace("Gebruik Print op het profiel", "")


def test_S5_a_family_without_lists_gets_the_next_step(world: World, worker: Client) -> None:
    page = worker.get(f"/families/{world.wilg.pk}/profile/").text
    assert f"/families/{world.wilg.pk}/paper/" in page
    assert "Nog geen lijst ingevuld" in page


def test_S7_one_child_and_one_list_at_a_time(world: World, worker: Client) -> None:
    skip(worker, world)
    child = world.linde.children.get().pk
    long = worker.get(address(world, f"profile/?child={child}&list=voorbeeld-34"))
    assert len(asked(long.text)) == 2
    for wrong in (f"?child={uuid4()}", "?child=x"):
        assert worker.get(address(world, f"profile/{wrong}")).status_code == 404
    assert "Nog geen lijst" in worker.get(address(world, f"profile/?child={child}&list=none")).text


def test_S5_a_list_without_norms_shows_raw_sums_and_says_why(world: World, worker: Client) -> None:
    files = shipped("voorbeeld-10")
    del files["norms.csv"]
    files.pop("expected.csv", None)
    files["instrument.toml"] = files["instrument.toml"].replace(
        'id = "voorbeeld-10"', 'id = "zonder-normen"', 1
    )
    setup = setting_up(world.organisation, label="tests")
    version = import_package(actor=setup, files=files)
    activate_version(actor=world.actor("scientist"), version=version)
    new = NewList(
        world.mother,
        world.linde.children.get(),
        version,
        day(3),
        AdministrationMode.PAPER,
        {item.id: 2 for item in version.instrument.items},
    )
    store_list(actor=world.actor("worker"), new=new)
    page = worker.get(address(world, "profile/?list=zonder-normen")).text
    assert "ruw 30" in page
    assert "Bij deze lijst horen geen normen." in page
    assert '<details class="fold chart-table" open>' in page
    assert "Niemand heeft een score om te vergelijken." in page
    assert "k-chart" not in page
    for shown in (page, worker.get(address(world, "items/?list=zonder-normen")).text):
        main = re.sub(r"<[^>]+>", " ", shown[shown.index("<main") :])
        assert not re.search(
            r"\bT \d|noemenswaardige|milde problemen|ernstige problemen|hele lijst heeft", main
        )
    assert worker.get(address(world, "profile.svg?list=zonder-normen")).status_code == 404


# --- figure and print ---


def test_T50_the_figure_alone_is_svg_and_comes_narrow_too(world: World, worker: Client) -> None:
    wide, narrow = (worker.get(address(world, f"profile.svg{query}")) for query in ("", "?narrow=1"))
    assert wide.headers["Content-Type"] == "image/svg+xml"
    assert "k-chart-wide" in wide.text
    assert "k-chart-narrow" in narrow.text
    assert events(Event.CHART_READ) == 2


def sheet(client: Client, world: World, *people: object, names: bool = False) -> str:
    query = "&".join(f"person={one}" for one in people) + ("&names=1" if names else "")
    response = client.get(address(world, f"profile/print/?{query}"))
    assert response.status_code == 200
    return response.text


def test_T60_a_print_holds_one_person_by_role(world: World, worker: Client) -> None:
    page = sheet(worker, world)
    article = page[page.index("<article") :]
    assert "Moeder" in article
    assert "vader" not in article.lower()
    assert "Linde" not in article
    assert "Linde" in sheet(worker, world, names=True)
    assert events(Event.PRINT_MADE) == 2


def test_T60_two_persons_need_the_consent_of_both(world: World, worker: Client) -> None:
    both = (world.mother.pk, world.father.pk)
    refused = sheet(worker, world, *both)
    assert "Toestemming van moeder en vader ontbreekt" in refused
    assert "k-chart" not in refused
    assert "<table" not in refused
    share(world)
    allowed = sheet(worker, world, *both)
    assert "ontbreekt" not in allowed
    assert allowed.count("<tr>") == 9
    assert list(
        AuditEvent.objects.filter(event=Event.PRINT_MADE.value).order_by("at").values_list("outcome")
    ) == [
        (4,),
        (0,),
    ]


def test_T60_only_people_of_this_family_can_be_printed(world: World, worker: Client) -> None:
    for wrong in (uuid4(), "x", world.esdoorn.parents.get().pk):
        assert worker.get(address(world, f"profile/print/?person={wrong}")).status_code == 404


def test_S2_the_staff_page_prints_a_sentence_instead_of_two_lines(world: World, worker: Client) -> None:
    page = skip(worker, world)
    outside = page[page.index("<main") : page.index("not-on-paper")]
    assert "on-paper-only" in outside
    assert page.index("not-on-paper") < page.index("k-chart-wide")
