"""What is of one parent never reaches what the other may see: no page, sheet, link or line of the log."""

import re

import pytest
from django.utils import timezone

from koers.audit.models import AuditEvent
from koers.families.agreements.actions import NewConsent, record_consent, set_block
from koers.families.goals.actions import NewGoal, NewRating, add_goal, rate_goal
from koers.families.happenings.actions import NewHappening, add_happening
from koers.families.models import HappeningKind, Parent, Relation, SafetyReason
from koers.families.people.actions import ParentFacts, change_parent
from koers.measurements.models import Administration
from tests.factories.world import World, day, fill_in
from tests.measurements.entering import Phone, ask

pytestmark = pytest.mark.django_db
CANARY = "kanarie"


def plant(world: World) -> set[str]:
    """A canary in every text that can be about the mother; gives all of them."""
    actor, mother = world.actor("worker"), world.mother
    change_parent(actor=actor, parent=mother, facts=ParentFacts(Relation.MOTHER, f"{CANARY}naam"))
    goal = add_goal(actor=actor, family=world.linde, new=NewGoal(f"{CANARY}doel", day(50), owner=mother))
    rate_goal(actor=actor, goal=goal, new=NewRating(9, day(3), parent=mother))
    new = NewHappening(HappeningKind.PARENT, f"{CANARY}gebeurtenis", day(9))
    add_happening(actor=actor, family=world.linde, new=new)
    record_consent(actor=actor, new=NewConsent(day(1), f"{CANARY}wijze", mother))
    return {f"{CANARY}{kind}" for kind in ("naam", "doel", "gebeurtenis", "wijze")}


def sheet(world: World, client_of, query: str) -> str:
    page = client_of(world.person["worker"]).get(f"/families/{world.linde.pk}/profile/print/?{query}").text
    found = re.search(r"<article.*?</article>", page, re.DOTALL)
    return found.group() if found else ""


def walk(world: World, parent: Parent) -> list[str]:
    """Every page on this parent's way from the link to the thank-you page."""
    issued, phone = ask(world, parent), Phone()
    pages = [phone.open(issued.code), phone.begin(issued.code), phone.answer_all(issued.invitation)]
    pages.append(phone.send(issued.invitation))
    return [page.content.decode().replace(issued.code, "") for page in pages]


def test_S2_canaries_of_the_mother_reach_nothing_that_the_father_may_see(world: World, client_of) -> None:
    canaries = plant(world)
    seen = walk(world, world.father)
    for query in (f"person={world.father.pk}", f"person={world.father.pk}&names=1"):
        seen.append(sheet(world, client_of, query))
        assert "k-chart" in seen[-1]
    refused = [
        sheet(world, client_of, f"person={world.mother.pk}&person={world.father.pk}&names=1"),
        sheet(world, client_of, f"person={world.mother.pk}&reader={world.father.pk}&names=1"),
    ]
    assert refused == ["", ""]
    log = client_of(world.person["privacy_officer"]).get("/privacy/log/").text
    lines = str(list(AuditEvent.objects.values_list()))
    leaks = [canary for canary in canaries for text in (*seen, log, lines) if canary in text]
    assert leaks == []
    assert all("moeder" not in text.lower() for text in seen)


def test_S2_the_canaries_are_really_there_for_the_worker(world: World, client_of) -> None:
    plant(world)
    page = client_of(world.person["worker"]).get(f"/families/{world.linde.pk}/").text
    assert all(f"{CANARY}{kind}" in page for kind in ("naam", "doel", "gebeurtenis"))
    assert f"{CANARY}naam" in sheet(world, client_of, f"person={world.mother.pk}&names=1")


def without_secrets(text: str) -> str:
    changing = r"[0-9a-f]{8}-[0-9a-f-]{27}|csrfmiddlewaretoken\" value=\"\w+"
    return re.sub(changing, "", text)


@pytest.mark.parametrize("what", ["block", "activity", "consent"])
def test_S3_a_parents_pages_are_byte_equal_with_and_without(world: World, what: str) -> None:
    before = [without_secrets(page) for page in walk(world, world.father)]
    Administration.objects.filter(parent=world.father, filled_on=timezone.localdate()).update(
        filled_on=day(300)
    )  # one list a day: the second walk is of the same day
    if what == "block":
        actor = world.actor("worker")
        set_block(actor=actor, one=world.mother, other=world.father, reason=SafetyReason.THREAT)
    elif what == "activity":
        fill_in(world, world.mother, days_ago=1)
    else:
        record_consent(actor=world.actor("worker"), new=NewConsent(day(1), "talk", world.mother))
    assert [without_secrets(page) for page in walk(world, world.father)] == before


def test_S3_a_fathers_sheet_is_byte_equal_with_and_without_a_block(world: World, client_of) -> None:
    before = sheet(world, client_of, f"person={world.father.pk}")
    actor = world.actor("worker")
    set_block(actor=actor, one=world.mother, other=world.father, reason=SafetyReason.THREAT)
    assert sheet(world, client_of, f"person={world.father.pk}") == before != ""
