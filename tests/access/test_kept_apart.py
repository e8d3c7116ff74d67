"""Two people kept apart: nothing shown or handed over holds both, and no word tells why (R-S4, R-S6)."""

import re

import pytest
from django.test import Client

from koers.families.actions import give_sharing_consent
from koers.families.agreements.actions import set_block
from koers.families.goals.actions import NewGoal, NewRating, add_goal, rate_goal
from koers.families.models import SafetyReason
from koers.trajectories.actions import skip_expectation, store_reading
from koers.trajectories.records import NewReading
from tests.factories.world import World, day

pytestmark = pytest.mark.django_db
TELLING = re.compile(r"veiligheid|blokkade|dreiging|geweld|uit elkaar", re.IGNORECASE)


@pytest.fixture
def apart(world: World) -> World:
    """Both agreed to share, both gave a number to one goal; then somebody kept them apart."""
    worker = world.actor("worker")
    for owner, reader in ((world.mother, world.father), (world.father, world.mother)):
        give_sharing_consent(actor=worker, owner=owner, reader=reader, given_on=day(1), how="talk")
    goal = add_goal(actor=worker, family=world.linde, new=NewGoal("samen eten", day(50)))
    for parent in (world.mother, world.father):
        rate_goal(actor=worker, goal=goal, new=NewRating(6, day(3), parent=parent))
    newest = [one.administrations.latest("filled_on") for one in (world.mother, world.father)]
    skip_expectation(actor=worker, administrations=newest)
    note = NewReading(world.linde, world.linde.children.get(), [newest[0].pk], {"course": "Over vader."})
    store_reading(actor=worker, new=note)
    set_block(actor=worker, one=world.mother, other=world.father, reason=SafetyReason.THREAT)
    return world


@pytest.fixture
def worker(apart: World, client_of) -> Client:
    return client_of(apart.person["worker"])


def main(text: str) -> str:
    return text[text.index("<main") : text.index("</main>")]


def both(world: World) -> str:
    return f"person={world.mother.pk}&person={world.father.pk}"


@pytest.mark.parametrize("place", ["profile/print/", "profile.pdf"])
@pytest.mark.parametrize(
    "query", ["{both}", "person={mother}&reader={father}", "person={father}&reader={mother}"]
)
def test_S3_no_sheet_and_no_file_of_one_of_them_is_made_for_the_other(
    apart: World, worker: Client, place: str, query: str
) -> None:
    asked = query.format(both=both(apart), mother=apart.mother.pk, father=apart.father.pk)
    answer = worker.get(f"/families/{apart.linde.pk}/{place}?{asked}")
    assert answer["Content-Type"].startswith("text/html")
    assert "<article" not in answer.text
    assert "ontbreekt" in answer.text


def test_S3_a_sheet_of_one_of_them_holds_nothing_of_the_other(apart: World, worker: Client) -> None:
    for parent, other in ((apart.mother, "vader"), (apart.father, "moeder")):
        page = worker.get(f"/families/{apart.linde.pk}/profile/print/?person={parent.pk}&names=1").text
        sheet = re.search(r"<article.*?</article>", page, re.DOTALL)
        assert sheet
        assert other not in sheet.group().lower()


def series(svg: str) -> set[str]:
    return set(re.findall(r"k-series-\d", svg))


def test_S3_the_drawing_alone_is_of_one_of_them(apart: World, worker: Client) -> None:
    for query in ("", "?narrow=1", "?goals=1"):
        svg = worker.get(f"/families/{apart.linde.pk}/profile.svg{query}").text
        assert series(svg) == {"k-series-1"}
        assert "vader" not in svg.lower()


def test_S3_the_numbers_of_both_are_in_no_figure_of_the_profile(apart: World, worker: Client) -> None:
    page = worker.get(f"/families/{apart.linde.pk}/profile/?goals=1").text
    figures = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    assert [series(figure) for figure in figures] == [{"k-series-1"}, {"k-series-2"}]


@pytest.mark.parametrize("name", ["worker", "scientist"])
def test_S3_the_answers_of_both_are_on_no_page(apart: World, client_of, name: str) -> None:
    client = client_of(apart.person[name])
    for query in ("", f"?person={apart.mother.pk}", f"?person={apart.father.pk}", f"?{both(apart)}"):
        page = client.get(f"/families/{apart.linde.pk}/items/{query}").context["page"]
        assert len({person.name for item in page.items for person in item.persons}) == 1


def test_S3_the_text_for_the_file_is_about_one_of_them_also_when_both_are_asked_for(
    apart: World, worker: Client
) -> None:
    for query in ("", f"?{both(apart)}", f"?person={apart.mother.pk}", f"?person={apart.father.pk}"):
        answer = worker.get(f"/families/{apart.linde.pk}/profile/copy/{query}")
        text = answer.context["page"].text
        assert ("Moeder" in text) != ("Vader" in text)
        assert "Over vader." not in text
        assert 'type="radio" name="person"' in answer.text


def holds(text: str) -> list[str]:
    return TELLING.findall(text)


@pytest.mark.parametrize(
    "place", ["", "profile/", "profile/print/", "profile/copy/", "items/", "sharing/", "consent/"]
)
def test_S3_no_page_that_a_parent_may_look_along_with_says_why(
    apart: World, worker: Client, place: str
) -> None:
    assert holds(worker.get(f"/families/{apart.linde.pk}/{place}").text) == []


def test_S3_the_page_with_the_block_itself_has_a_neutral_title(apart: World, worker: Client) -> None:
    page = worker.get(f"/families/{apart.linde.pk}/safety/").text
    assert holds(page) != []
    heads = re.findall(r"<(?:title|h1|h2|h3)\b.*?</", page, re.DOTALL)
    assert holds(" ".join(heads)) == []
