"""Consent by age and authority, and safety blocks: who sets, who lifts, what ends."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from koers.access.errors import NotAllowed
from koers.audit.models import AuditEvent
from koers.families.actions import (
    NewParent,
    add_parent,
    give_sharing_consent,
    withdraw_sharing_consent,
)
from koers.families.agreements import actions
from koers.families.agreements.actions import NewCheck, NewConsent
from koers.families.agreements.help_consent import ConsentRules, Recorded
from koers.families.models import (
    AuthoritySource,
    Child,
    Consent,
    ParentalAuthority,
    Relation,
    SafetyBlock,
    SafetyReason,
    SharingConsent,
)
from tests.factories.households import at_home
from tests.factories.world import World, day


def events() -> list[str]:
    return list(AuditEvent.objects.order_by("at").values_list("event", flat=True))


@pytest.mark.parametrize(
    ("age", "parents", "child"),
    [
        (0, True, False),
        (11, True, False),
        (12, True, True),
        (15, True, True),
        (16, False, True),
        (22, False, True),
    ],
)
def test_S1_the_age_says_who_agrees_to_help(age: int, parents: bool, child: bool) -> None:
    rule = ConsentRules().for_age(age)
    assert (rule.parents_agree, rule.child_agrees) == (parents, child)


def child_of(world: World, *, years: int) -> Child:
    child = world.linde.children.get()
    child.birth_date = day(years * 366)
    child.save()
    return child


def check(world: World, child: Child, who: str, *, has: bool = True, days_ago: int = 0) -> None:
    parent = getattr(world, who)
    new = NewCheck(parent, child, has, day(days_ago), AuthoritySource.REGISTER)
    actions.check_authority(actor=world.actor("worker"), new=new)


def agree(world: World, *, who: str = "", child: Child | None = None, days_ago: int = 0) -> Consent:
    parent = getattr(world, who) if who else None
    new = NewConsent(day(days_ago), "talk", parent, child)
    return actions.record_consent(actor=world.actor("worker"), new=new)


def is_complete(world: World, child: Child) -> bool:
    recorded = Recorded(
        [world.mother, world.father],
        list(ParentalAuthority.objects.order_by("checked_on", "recorded_at")),
        list(Consent.objects.standing()),
    )
    return ConsentRules.of(world.organisation.pk).help_for(child, recorded, today=day(0)).is_complete


def test_S1_under_twelve_every_parent_with_checked_authority_agrees(world: World) -> None:
    child = child_of(world, years=8)
    with pytest.raises(ValidationError, match="gezag"):
        agree(world, who="mother", child=child)
    check(world, child, "mother")
    agree(world, who="mother", child=child)
    assert not is_complete(world, child)  # of the father it is not known yet
    check(world, child, "father", has=False)
    assert is_complete(world, child)
    check(world, child, "father")
    assert not is_complete(world, child)
    agree(world, who="father", child=child)
    assert is_complete(world, child)


def test_S1_from_twelve_the_child_agrees_too_and_from_sixteen_alone(world: World) -> None:
    child = child_of(world, years=13)
    for who in ("mother", "father"):
        check(world, child, who)
        agree(world, who=who, child=child)
    assert not is_complete(world, child)
    agree(world, child=child)
    assert is_complete(world, child)
    older = child_of(world, years=17)
    assert is_complete(world, older)
    with pytest.raises(ValidationError, match="16 jaar"):
        agree(world, who="father", child=older)


def test_S1_a_child_under_twelve_does_not_agree_alone(world: World) -> None:
    with pytest.raises(ValidationError, match="12 jaar"):
        agree(world, child=child_of(world, years=8))


def test_S1_authority_is_looked_up_again_after_twelve_months(world: World) -> None:
    child = child_of(world, years=8)
    for who in ("mother", "father"):
        check(world, child, who, days_ago=300)
        agree(world, who=who, child=child)
    assert is_complete(world, child)
    ParentalAuthority.objects.filter(parent=world.father).update(checked_on=day(366))
    assert not is_complete(world, child)


def test_S1_taking_part_is_everybodys_own_and_ends_at_once(world: World) -> None:
    consent = agree(world, who="father")  # no authority needed for the own list
    assert events()[-1] == "consent.given"
    actions.withdraw_consent(actor=world.actor("worker"), consent=consent)
    assert not Consent.objects.standing().exists()
    assert events()[-1] == "consent.withdrawn"
    agree(world, who="father")
    with pytest.raises(ValidationError):
        agree(world, who="father")


@pytest.mark.parametrize("name", ["scientist", "lead", "colleague"])
def test_only_the_worker_records_consent_and_authority(world: World, name: str) -> None:
    child = world.linde.children.get()
    with pytest.raises(NotAllowed):
        actions.record_consent(actor=world.actor(name), new=NewConsent(day(0), "talk", world.mother))
    new = NewCheck(world.mother, child, True, day(0), AuthoritySource.REGISTER)
    with pytest.raises(NotAllowed):
        actions.check_authority(actor=world.actor(name), new=new)


def set_block(world: World, name: str = "worker") -> SafetyBlock:
    actor = world.actor(name)
    return actions.set_block(actor=actor, one=world.father, other=world.mother, reason=SafetyReason.THREAT)


@pytest.mark.parametrize("name", ["worker", "scientist"])
def test_S3_worker_or_scientist_sets_a_block_and_sharing_ends_at_once(world: World, name: str) -> None:
    for owner, reader in ((world.mother, world.father), (world.father, world.mother)):
        give_sharing_consent(
            actor=world.actor("worker"), owner=owner, reader=reader, given_on=day(1), how="talk"
        )
    block = set_block(world, name)
    assert (block.first, block.second) == (world.mother, world.father)
    assert set(SharingConsent.objects.values_list("end_reason", flat=True)) == {"safety"}
    assert events()[-2:] == ["sharing.expired", "safety.set"]
    with pytest.raises(ValidationError, match="veiligheidsblokkade"):
        give_sharing_consent(
            actor=world.actor("worker"),
            owner=world.mother,
            reader=world.father,
            given_on=day(0),
            how="talk",
        )


def test_S3_a_block_leaves_other_pairs_alone(world: World) -> None:
    aunt = add_parent(actor=world.actor("worker"), family=world.linde, new=NewParent(Relation.OTHER))
    set_block(world)
    pair = {"owner": aunt, "reader": world.mother}
    give_sharing_consent(actor=world.actor("worker"), given_on=day(0), how="talk", **pair)
    assert SharingConsent.objects.in_force(on=day(0)).count() == 1


@pytest.mark.parametrize("name", ["lead", "colleague"])
def test_S3_nobody_else_sets_a_block(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        set_block(world, name)


def test_S3_two_people_lift_a_block_and_a_scientist_begins(world: World) -> None:
    block = set_block(world)
    with pytest.raises(NotAllowed):
        actions.ask_to_lift(actor=world.actor("worker"), block=block)
    with pytest.raises(ValidationError, match="gedragswetenschapper"):
        actions.lift_block(actor=world.actor("worker"), block=block)
    actions.ask_to_lift(actor=world.actor("scientist"), block=block)
    assert SafetyBlock.objects.standing().exists()
    with pytest.raises(ValidationError, match="tweede persoon"):
        actions.lift_block(actor=world.actor("scientist"), block=block)
    actions.lift_block(actor=world.actor("worker"), block=block)
    assert not SafetyBlock.objects.standing().exists()
    assert events()[-1] == "safety.lifted"


def test_S3_a_question_to_lift_can_be_put_aside(world: World) -> None:
    block = set_block(world)
    actions.ask_to_lift(actor=world.actor("scientist"), block=block)
    actions.keep_block(actor=world.actor("worker"), block=block)
    with pytest.raises(ValidationError, match="gedragswetenschapper"):
        actions.lift_block(actor=world.actor("worker"), block=block)


def at_minute(block: SafetyBlock, seconds: int) -> None:
    SafetyBlock.objects.filter(pk=block.pk).update(set_at=timezone.now() - timedelta(seconds=seconds))
    block.refresh_from_db()


def test_S3_who_set_a_block_takes_a_wrong_tap_back_and_what_it_ended_holds_again(world: World) -> None:
    pair = {"owner": world.mother, "reader": world.father}
    earlier = {"owner": world.father, "reader": world.mother}
    for one in (pair, earlier):
        give_sharing_consent(actor=world.actor("worker"), given_on=day(1), how="talk", **one)
    withdraw_sharing_consent(actor=world.actor("worker"), **earlier)
    block = set_block(world)
    actions.undo_block(actor=world.actor("worker"), block=block)
    assert not SafetyBlock.objects.standing().exists()
    assert at_home(world.linde)[0].apart == frozenset()
    assert [one.owner for one in SharingConsent.objects.in_force(on=day(0))] == [world.mother]
    assert events()[-2:] == ["safety.set", "safety.undone"]
    set_block(world)
    assert SafetyBlock.objects.standing().count() == 1


def test_S3_a_wrong_tap_is_taken_back_in_the_first_minute_only_and_by_nobody_else(world: World) -> None:
    block = set_block(world)
    with pytest.raises(NotAllowed):
        actions.undo_block(actor=world.actor("scientist"), block=block)
    at_minute(block, 61)
    with pytest.raises(ValidationError, match="minuut"):
        actions.undo_block(actor=world.actor("worker"), block=block)
    assert SafetyBlock.objects.standing().exists()
    at_minute(block, 55)
    actions.undo_block(actor=world.actor("worker"), block=block)
    assert not SafetyBlock.objects.standing().exists()


def test_S3_the_page_after_a_block_offers_undo_to_who_set_it_for_a_minute(world: World, client_of) -> None:
    path = f"/families/{world.linde.pk}/safety/"
    client = client_of(world.person["worker"])
    pair = {"pair": f"{world.mother.pk}:{world.father.pk}", "reason": "court"}
    assert "Ongedaan maken" in client.post(f"{path}set/", pair, follow=True).text
    assert "Ongedaan maken" not in client_of(world.person["scientist"]).get(path).text
    block = SafetyBlock.objects.get()
    at_minute(block, 61)
    assert "Ongedaan maken" not in client.get(path).text
    late = client.post(f"{path}undo/", {"block": str(block.pk)}, follow=True).text
    assert "Er is meer dan een minuut voorbij." in late
    at_minute(block, 5)
    assert client.get(f"{path}undo/").status_code == 405
    undone = client.post(f"{path}undo/", {"block": str(block.pk)}, follow=True).text
    assert "Wat er tussen de twee afgesproken was, geldt weer." in undone
    assert client.post(f"{path}undo/", {"block": str(block.pk)}).status_code == 404


def test_S3_one_tap_on_the_page_sets_a_block_and_sharing_is_not_offered(world: World, client_of) -> None:
    client = client_of(world.person["worker"])
    pair = {"pair": f"{world.mother.pk}:{world.father.pk}", "reason": "court"}
    page = client.post(f"/families/{world.linde.pk}/safety/set/", pair, follow=True).text
    assert "uitspraak van de rechter" in page
    assert SafetyBlock.objects.standing().get().set_by == "Worker"
    assert "Leg een afspraak vast" not in client.get(f"/families/{world.linde.pk}/sharing/").text


def test_consent_is_recorded_and_withdrawn_on_the_page(world: World, client_of) -> None:
    client, path = client_of(world.person["worker"]), f"/families/{world.linde.pk}/consent/"
    assert " checked" not in client.get(path).text
    form = {"what": f"{world.mother.pk}:", "how": "talk", "day": day(0).isoformat()}
    page = client.post(f"{path}record/", form, follow=True).text
    assert re.search(
        r'<span class="tag">Ja</span> Moeder doet mee[^<]*</h3>\s*<p>Sinds [^<]+ door Worker\.', page
    )
    consent = Consent.objects.get()
    page = client.post(f"{path}withdraw/", {"consent": str(consent.pk)}, follow=True).text
    assert "De toestemming is toen ingetrokken." in page
    wrong = client.post(f"{path}record/", form | {"how": ""}).text
    assert wrong.count("Kies hoe het gevraagd is.") == 2


def test_authority_is_recorded_on_the_page_with_by_and_source(world: World, client_of) -> None:
    client, path = client_of(world.person["worker"]), f"/families/{world.linde.pk}/consent/"
    child = world.linde.children.get()
    assert '<span class="tag">Nog niet</span> Moeder geeft' in client.get(path).text
    form = {
        "who": f"{world.mother.pk}:{child.pk}",
        "answer": "no",
        "source": "register",
        "day": day(0).isoformat(),
    }
    page = client.post(f"{path}authority/", form, follow=True).text
    assert "door Worker (gezagsregister)" in page
    assert page.index('<span class="tag">Niet nodig</span> Moeder geeft') < page.index(
        "Deze ouder heeft geen gezag."
    )
    assert not ParentalAuthority.objects.get().has_authority
