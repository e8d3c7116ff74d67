"""Families go from one worker to colleagues, for good or for a while, and back if it was a mistake."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from koers.access.errors import NotAllowed
from koers.audit.models import AuditEvent
from koers.families.handover.actions import Done, HandOver, Transfer, end_stand_in, hand_over, take_back
from koers.families.handover.cases import cases_of, workers
from koers.families.models import AssignmentKind, CaseAssignment, Family
from tests.factories.world import World

pytestmark = pytest.mark.django_db


def plan(world: World, *families: Family, to: str = "colleague", days: int | None = None) -> HandOver:
    until = None if days is None else timezone.localdate() + timedelta(days=days)
    receiver = world.person[to].pk
    transfers = [Transfer(family.pk, receiver) for family in families]
    return HandOver(world.person["worker"].pk, transfers, until)


def families_of(world: World, name: str) -> set[str]:
    return set(Family.objects.visible_to(world.actor(name)).values_list("name", flat=True))


@pytest.mark.parametrize("who", ["admin", "lead"])
def test_S21_families_go_to_a_colleague_and_the_giver_sees_them_no_longer(who: str, world: World) -> None:
    hand_over(actor=world.actor(who), plan=plan(world, world.linde, world.wilg))
    assert families_of(world, "worker") == set()
    assert families_of(world, "colleague") == {"Linde", "Wilg"}
    events = AuditEvent.objects.filter(actor_label=who.title()).values_list("event", flat=True)
    assert sorted(events) == ["grant.ended", "grant.ended", "grant.given", "grant.given"]


def test_a_hand_over_is_taken_back_by_the_reverse_transfer(world: World) -> None:
    before = CaseAssignment.objects.count()
    done = hand_over(actor=world.actor("admin"), plan=plan(world, world.linde))
    assert take_back(actor=world.actor("admin"), done=done) == 1
    assert families_of(world, "worker") == {"Linde", "Wilg"}
    assert families_of(world, "colleague") == set()
    assert CaseAssignment.objects.count() == before + 2  # no row is ever changed back or lost
    assert take_back(actor=world.actor("admin"), done=done) == 0


def test_S21_a_stand_in_sees_the_family_beside_its_worker_until_the_last_day(world: World) -> None:
    hand_over(actor=world.actor("admin"), plan=plan(world, world.linde, days=14))
    assert families_of(world, "worker") == {"Linde", "Wilg"}
    assert families_of(world, "colleague") == {"Linde"}
    grant = CaseAssignment.objects.get(kind=AssignmentKind.STAND_IN)
    assert timezone.localtime(grant.until_at).date() == timezone.localdate() + timedelta(days=15)
    end_stand_in(actor=world.actor("lead"), grant_id=grant.pk)
    assert families_of(world, "colleague") == set()


@pytest.mark.parametrize("days", [-1, 61])
def test_S21_nobody_stands_in_without_an_end_or_longer_than_sixty_days(days: int, world: World) -> None:
    with pytest.raises(ValidationError, match="60"):
        hand_over(actor=world.actor("admin"), plan=plan(world, world.linde, days=days))


def test_a_family_stays_in_its_team_and_then_nothing_moves_at_all(world: World) -> None:
    worker, elsewhere = world.person["worker"].pk, world.person["other_worker"].pk
    transfers = [
        Transfer(world.wilg.pk, world.person["colleague"].pk),
        Transfer(world.linde.pk, elsewhere),
    ]
    with pytest.raises(ValidationError, match=world.linde.code):
        hand_over(actor=world.actor("admin"), plan=HandOver(worker, transfers))
    assert families_of(world, "worker") == {"Linde", "Wilg"}


def test_S12_an_administrator_hands_over_by_code_and_sees_no_name(world: World, client_of) -> None:
    giver = world.person["worker"].pk
    everybody = workers(world.actor("admin"))
    assert {case.code for case in cases_of(world.actor("admin"), giver, everybody)} == {
        world.linde.code,
        world.wilg.code,
    }
    client = client_of(world.person["admin"])
    data = {"to": str(world.person["colleague"].pk), "kind": "for_good", "preview": "1"}
    for page in (
        client.get(f"/organisation/hand-over/{giver}/"),
        client.post(f"/organisation/hand-over/{giver}/", data),
    ):
        text = page.content.decode()
        assert world.linde.code in text
        assert "Linde" not in text


def test_S12_a_lead_hands_over_families_of_own_teams_only(world: World) -> None:
    world.linde.team = world.teams["West"]
    Family.objects.filter(name="Linde").update(team=world.teams["West"])
    lead = world.actor("lead")
    assert [case.code for case in cases_of(lead, world.person["worker"].pk, workers(lead))] == [
        world.wilg.code
    ]
    with pytest.raises(ValidationError):
        hand_over(actor=lead, plan=plan(world, world.linde))


@pytest.mark.parametrize("who", ["worker", "scientist", "researcher", "privacy_officer"])
def test_S12_nobody_else_hands_over(who: str, world: World) -> None:
    with pytest.raises(NotAllowed):
        hand_over(actor=world.actor(who), plan=plan(world, world.linde))
    with pytest.raises(NotAllowed):
        take_back(actor=world.actor(who), done=Done((), (uuid4(),)))


def test_undo_stands_on_the_page_after_and_works_by_a_plain_form(world: World, client_of) -> None:
    client = client_of(world.person["admin"])
    giver = world.person["worker"].pk
    data = {"to": str(world.person["colleague"].pk), "kind": "for_good", "apply": "1"}
    after = client.post(f"/organisation/hand-over/{giver}/", data, follow=True)
    assert after.redirect_chain[-1][0] == "/organisation/hand-over/done/"
    assert families_of(world, "colleague") == {"Linde", "Wilg"}
    client.post("/organisation/hand-over/done/")
    assert families_of(world, "worker") == {"Linde", "Wilg"}


def test_who_is_kept_out_of_a_hand_over_is_named_before_anything_moves(world: World, client_of) -> None:
    client = client_of(world.person["admin"])
    giver = world.person["worker"].pk
    page = client.post(f"/organisation/hand-over/{giver}/", {"kind": "stand_in", "to": "", "preview": "1"})
    text = page.content.decode()
    assert "Kies wie de gezinnen krijgt." in text
    assert "Vul in tot en met welke dag de collega waarneemt." in text
