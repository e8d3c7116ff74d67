"""What each reader gets: parents nothing of what was judged, the scientist a place to comment and sign."""

import re

import pytest
from django.test import Client

from koers.families.actions import NewParent
from koers.families.models import Parent, Relation
from koers.trajectories.actions import skip_expectation, store_reading
from koers.trajectories.models import Reading, ReadingComment, StoredSignal
from koers.trajectories.records import NewReading
from tests.factories.packages import shipped
from tests.factories.scored import course
from tests.factories.world import World, open_for
from tests.measurements.entering import Phone, ask, main_of

pytestmark = pytest.mark.django_db
FLAT = ((182, 74), (152, 75), (122, 74), (92, 75), (62, 76), (32, 75), (2, 76))
# Words and marks that only stand where something was judged.
JUDGED = ("bespreekpunt", "Herkennen jullie", "stijgt", "daling", "waarschijnlijk", "mogelijk", "geijkt")
JUDGED += ("Eerst bespreken", "badge-now", "point-now", "80 % zeker", "sprong", "wisselend")


@pytest.fixture
def mother(world: World) -> Parent:
    family = open_for(world, "worker", "Iep", [NewParent(Relation.MOTHER)])
    mother = family.parents.get()
    course(world, mother, *FLAT)
    skip_expectation(
        actor=world.actor("worker"), administrations=[mother.administrations.latest("filled_on")]
    )
    return mother


# --- parents ---


def test_S20_no_page_of_a_parent_shows_what_was_judged(world: World, mother: Parent) -> None:
    assert StoredSignal.objects.current().get(parent=mother).kind == "stagnation"
    issued, phone = ask(world, mother), Phone()
    shown = [phone.open(issued.code), phone.begin(issued.code)]
    shown += [phone.client.get(f"/fill/{number}/") for number in (1, 5)]
    shown += [phone.answer_all(issued.invitation, 4), phone.client.get("/fill/check/")]
    shown += [phone.send(issued.invitation), phone.client.get("/fill/thanks/")]
    for response in shown:
        assert response.status_code == 200
        text = response.content.decode()
        assert [word for word in JUDGED if word in text] == []
    assert "Dank" in main_of(shown[-1])


def test_S20_a_printed_sheet_holds_scores_and_nothing_that_was_judged(world, client_of, mother) -> None:
    page = client_of(world.person["worker"]).get(f"/families/{mother.family_id}/profile/print/").text
    sheet = page[page.index('<article class="sheet"') : page.index("</article>")]
    assert "76" in sheet
    assert [word for word in JUDGED if word in sheet] == []
    copied = client_of(world.person["worker"]).get(f"/families/{mother.family_id}/profile/copy/").text
    assert [word for word in JUDGED if word in main(copied)] == []


def main(html: str) -> str:
    return html[html.index("<main") : html.index("</main>")]


# --- the usual course ---


def test_T15_no_usual_course_is_drawn_while_no_package_holds_one(world, client_of, mother) -> None:
    texts = [text for name in ("voorbeeld-10", "voorbeeld-34") for text in shipped(name).values()]
    assert not any("usual" in text for text in texts)
    client = client_of(world.person["scientist"])
    svg = client.get(f"/families/{mother.family_id}/profile.svg").text
    lines = re.findall(r'<polyline class="([^"]+)"', svg)
    assert lines
    assert all("k-series-1" in one for one in lines), "her line, and nothing drawn beside it"
    page = main(client.get(f"/families/{mother.family_id}/profile/").text)
    assert not re.search(r"gebruikelijk|gewone verloop|normale verloop|gemiddeld", page)


# --- the scientist's reading ---


@pytest.fixture
def reading(world: World, mother: Parent) -> Reading:
    shown = list(mother.administrations.values_list("pk", flat=True))
    new = NewReading(mother.family, mother.family.children.get(), shown, {"course": "Het staat stil."})
    return store_reading(actor=world.actor("worker"), new=new)


def profile(client: Client, mother: Parent) -> str:
    return client.get(f"/families/{mother.family_id}/profile/").text


def test_S22_the_scientist_comments_and_signs_on_the_page_and_others_read_it(
    world, client_of, mother, reading
) -> None:
    scientist, worker = client_of(world.person["scientist"]), client_of(world.person["worker"])
    assert "Teken deze lezing af" in profile(scientist, mother)
    assert "Teken deze lezing af" not in profile(worker, mother)
    sent = {"reading": str(reading.pk), "list": "voorbeeld-10", "text": "Bespreek het in het team."}
    assert scientist.post(f"/families/{mother.family_id}/reading/sign/", sent).status_code == 303
    for client in (scientist, worker):
        page = profile(client, mother)
        assert "Het staat stil." in page
        assert re.search(r"Gelezen en afgetekend door Scientist, .*Bespreek het in het team\.", page)
        assert "Teken deze lezing af" not in page


def test_S22_a_signature_needs_no_comment(world, client_of, mother, reading) -> None:
    scientist = client_of(world.person["scientist"])
    scientist.post(f"/families/{mother.family_id}/reading/sign/", {"reading": str(reading.pk), "text": ""})
    assert ReadingComment.objects.get().text == ""
    assert "Gelezen en afgetekend door Scientist" in profile(scientist, mother)


@pytest.mark.parametrize(
    ("name", "status"), [("worker", 403), ("lead", 403), ("colleague", 404), ("stranger", 404)]
)
def test_S22_nobody_else_signs(world, client_of, mother, reading, name: str, status: int) -> None:
    sent = {"reading": str(reading.pk), "text": "Ik ook."}
    answer = client_of(world.person[name]).post(f"/families/{mother.family_id}/reading/sign/", sent)
    assert answer.status_code == status
    assert not ReadingComment.objects.exists()


def test_S22_a_team_lead_reads_neither_reading_nor_comment(world, client_of, mother, reading) -> None:
    sent = {"reading": str(reading.pk), "text": "Bespreek het in het team."}
    client_of(world.person["scientist"]).post(f"/families/{mother.family_id}/reading/sign/", sent)
    page = profile(client_of(world.person["lead"]), mother)
    assert "Het staat stil." not in page
    assert "Bespreek het in het team." not in page


def test_S22_a_reading_of_another_family_cannot_be_signed_here(world, client_of, mother, reading) -> None:
    sent = {"reading": str(reading.pk), "text": "x"}
    answer = client_of(world.person["scientist"]).post(f"/families/{world.linde.pk}/reading/sign/", sent)
    assert answer.status_code == 404
