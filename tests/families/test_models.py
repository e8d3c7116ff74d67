"""The database is the last guard: what the rows themselves refuse."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from koers.families.models import (
    AssignmentKind,
    CareEpisode,
    CaseAssignment,
    Child,
    Family,
    Parent,
    SharingConsent,
)
from tests.factories.world import World, day


def refused(row) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        row.save(force_insert=True)
    return str(caught.value).lower()


def test_a_slot_is_never_given_to_a_second_parent(world: World) -> None:
    assert "slot" in refused(Parent(family=world.linde, relation="other", code="new", slot=1))


def test_a_code_is_used_once_in_an_organisation_and_again_in_another(world: World) -> None:
    linde = world.linde
    assert "code" in refused(
        Family(organisation=linde.organisation, team=linde.team, code=linde.code, name="Twin")
    )
    elsewhere = world.esdoorn
    assert elsewhere.code == linde.code
    assert elsewhere.organisation != linde.organisation


def test_one_care_episode_runs_at_a_time(world: World) -> None:
    refused(CareEpisode(family=world.linde, started_on=day(3)))


def test_an_episode_ends_after_its_start(world: World) -> None:
    refused(CareEpisode(family=world.linde, started_on=day(3), ended_on=day(4)))


def test_one_worker_is_responsible_at_a_time(world: World) -> None:
    refused(
        CaseAssignment(
            family=world.linde,
            user=world.person["colleague"],
            kind=AssignmentKind.RESPONSIBLE,
            from_at=timezone.now(),
            granted_by="test",
        )
    )


def test_a_stand_in_has_an_end(world: World) -> None:
    refused(
        CaseAssignment(
            family=world.linde,
            user=world.person["colleague"],
            kind=AssignmentKind.STAND_IN,
            from_at=timezone.now(),
            granted_by="test",
        )
    )


def consent(world: World, **changes) -> SharingConsent:
    facts = {
        "owner": world.mother,
        "reader": world.father,
        "scope": "line",
        "given_on": day(0),
        "how": "talk",
        "recorded_by": "Worker",
        "ends_on": day(-183),
    }
    return SharingConsent(**(facts | changes))


def test_consent_is_for_another_person_and_ends_after_its_start(world: World) -> None:
    refused(consent(world, reader=world.mother))
    refused(consent(world, ends_on=day(0)))


def test_a_direction_has_one_open_consent(world: World) -> None:
    consent(world).save()
    refused(consent(world))
    consent(world, owner=world.father, reader=world.mother).save()


def test_consent_is_in_force_from_its_day_until_its_end_and_not_after_withdrawal(world: World) -> None:
    given = consent(world, given_on=day(10), ends_on=day(-20))
    given.save()
    days_ago = (11, 10, 0, -19, -20)
    in_force = [days for days in days_ago if SharingConsent.objects.in_force(on=day(days)).exists()]
    assert in_force == [10, 0, -19]
    SharingConsent.objects.update(withdrawn_at=timezone.now())
    assert not SharingConsent.objects.in_force(on=day(0)).exists()


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("worker", {"Linde", "Wilg"}),
        ("colleague", set()),
        ("other_worker", set()),
        ("scientist", {"Linde", "Wilg"}),
        ("lead", {"Linde", "Wilg"}),
        ("admin", set()),
        ("researcher", set()),
        ("privacy_officer", set()),
        ("stranger", {"Esdoorn"}),
    ],
)
def test_each_sees_own_families_only(world: World, name: str, seen: set[str]) -> None:
    actor = world.actor(name)
    assert {family.name for family in Family.objects.visible_to(actor)} == seen
    assert {parent.family.name for parent in Parent.objects.visible_to(actor)} == seen
    assert {child.family.name for child in Child.objects.visible_to(actor)} == seen


def test_a_grant_that_has_ended_or_not_begun_shows_nothing(world: World) -> None:
    now = timezone.now()
    for name, start, end in (("colleague", -5, -1), ("other_worker", 1, 5)):
        CaseAssignment(
            family=world.linde,
            user=world.person[name],
            kind=AssignmentKind.STAND_IN,
            from_at=now + timedelta(days=start),
            until_at=now + timedelta(days=end),
            granted_by="test",
        ).save()
        assert not Family.objects.visible_to(world.actor(name)).exists()


@pytest.mark.parametrize(("days_before_birthday", "age"), [(1, 8), (0, 9), (-1, 9)])
def test_a_child_is_a_year_older_on_its_birthday(days_before_birthday: int, age: int) -> None:
    born = day(0).replace(year=day(0).year - 9, month=6, day=15)
    child = Child(birth_date=born)
    assert child.age_on(born.replace(year=born.year + 9) - timedelta(days=days_before_birthday)) == age


def test_a_child_of_29_february_has_its_birthday_on_1_march_in_other_years() -> None:
    child = Child(birth_date=day(0).replace(year=2020, month=2, day=29))
    assert child.age_on(day(0).replace(year=2023, month=2, day=28)) == 2
    assert child.age_on(day(0).replace(year=2023, month=3, day=1)) == 3
