"""Sharing in words, and what people are called."""

from django.utils import timezone
from django.utils.formats import date_format

from koers.families.actions import NewChild, NewParent, add_child, add_parent, give_sharing_consent
from koers.families.models import Relation, SharingConsent
from koers.families.presenters import SharingPage, sharing_rows
from koers.families.wording import child_names_of, names_of
from tests.factories.world import World, day


def rows(world: World, *, today=None):
    consents = SharingConsent.objects.order_by("given_on", "withdrawn_at")
    return sharing_rows([world.mother, world.father], list(consents), today=today or day(0))


def give(world: World, *, days_ago: int = 0) -> None:
    give_sharing_consent(
        actor=world.actor("worker"),
        owner=world.mother,
        reader=world.father,
        given_on=day(days_ago),
        how="phone",
    )


def test_each_direction_is_a_row_and_without_a_record_the_answer_is_no(world: World) -> None:
    found = rows(world)
    assert [row.what for row in found] == [
        "Vader mag de lijn van moeder zien",
        "Moeder mag de lijn van vader zien",
    ]
    assert {row.answer.sentence for row in found} == {"Nee. Er is nog niets vastgelegd."}


def test_a_consent_in_force_says_since_when_how_and_until(world: World) -> None:
    give(world)
    first, second = rows(world)
    assert first.is_open
    assert first.answer.said == "Ja"
    assert first.answer.facts == f"Sinds {date_format(day(0), 'j F Y')}. Vastgelegd door Worker."
    assert first.answer.note.startswith("Gevraagd per telefoon.")
    assert str(day(-183).year) in first.answer.note
    assert not second.is_open
    assert SharingPage("Linde", (first, second)).directions == [(second.key, second.what)]


def test_a_consent_that_ended_or_was_withdrawn_is_open_to_be_given_again(world: World) -> None:
    give(world)
    ended = rows(world, today=day(-183))[0].answer
    assert (ended.said, "afgelopen" in ended.note) == ("Nee", True)
    assert not rows(world, today=day(-183))[0].is_open
    SharingConsent.objects.update(withdrawn_at=timezone.now())
    withdrawn = rows(world)[0].answer
    assert (
        withdrawn.sentence == f"Nee. Sinds {date_format(day(0), 'j F Y')}. De afspraak is toen ingetrokken."
    )
    assert not rows(world)[0].is_open


def test_one_parent_has_nothing_to_share(world: World) -> None:
    assert SharingPage("Wilg", sharing_rows([world.wilg.parents.get()], [], today=day(0))).is_alone


def test_people_are_called_by_role_and_by_more_where_two_share_one(world: World) -> None:
    assert set(names_of(world.linde.parents.all()).values()) == {"moeder", "vader"}
    add_parent(actor=world.actor("worker"), family=world.linde, new=NewParent(Relation.MOTHER, name="Ida"))
    assert set(names_of(world.linde.parents.all()).values()) == {"moeder P1", "vader", "moeder Ida"}


def test_a_child_without_name_is_the_child_and_two_are_told_apart_by_code(world: World) -> None:
    actor, wilg = world.actor("worker"), world.wilg
    add_child(actor=actor, family=wilg, new=NewChild(birth_date=day(900)))
    assert set(child_names_of(wilg.children.all()).values()) == {"Sam", "het kind"}
    add_child(actor=actor, family=wilg, new=NewChild(birth_date=day(800)))
    assert set(child_names_of(wilg.children.all()).values()) == {"Sam", "kind K2", "kind K3"}
