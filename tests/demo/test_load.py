"""The families of the demo as they stand in the database."""

from datetime import date, timedelta

import pytest

from koers.access.actor import StaffActor
from koers.accounts.models import User
from koers.audit.models import AuditEvent
from koers.demo.load import SHORT
from koers.demo.story import story
from koers.families.models import CaseAssignment, Family, SharingConsent
from koers.instruments.models import InstrumentVersion
from koers.measurements.models import Administration, AdministrationSource, AdministrationState, Score
from koers.organisations import settings
from koers.organisations.actors import actor_of
from koers.organisations.models import Organisation
from koers.trajectories.models import Expectation, Reading

pytestmark = pytest.mark.usefixtures("demo")
TREES = {
    "Linde", "Wilg", "Esdoorn", "Hazelaar", "Iep", "Berk", "Beuk", "Vlier",
    "Eik", "Lariks", "Spar", "Populier", "Meidoorn", "Den", "Kastanje",
}  # fmt: skip


def actor(username: str) -> StaffActor:
    found = actor_of(User.objects.get(username=username))
    assert found is not None
    return found


def family(name: str) -> Family:
    return Family.objects.get(name=name, organisation__slug="demo")


def course(name: str, relation: str) -> list[float]:
    """The T-scores of one parent on the short list, in order of date."""
    rows = Score.objects.filter(
        administration__family=family(name),
        administration__parent__relation=relation,
        administration__instrument_id=SHORT,
        is_primary=True,
    ).order_by("administration__filled_on")
    return [row.t_score for row in rows if row.t_score is not None]


def test_there_are_two_organisations_and_both_are_marked_as_demo() -> None:
    assert sorted(Organisation.objects.values_list("slug", "is_demo")) == [
        ("demo", True),
        ("demo-tweede", True),
    ]


def test_parents_of_the_demo_are_given_a_number_that_reaches_nobody() -> None:
    numbers = [settings.of(one.pk).telephone for one in Organisation.objects.all()]
    assert [number[:4] for number in numbers] == ["000 ", "000 "]


def test_noor_has_the_fifteen_families_of_her_caseload() -> None:
    assert set(Family.objects.visible_to(actor("noor")).values_list("name", flat=True)) == TREES


def test_nobody_of_the_second_organisation_reaches_a_family_of_the_first() -> None:
    theirs = {row.pk for name in ("femke", "omar") for row in Family.objects.visible_to(actor(name))}
    assert theirs
    assert not Family.objects.filter(pk__in=theirs, organisation__slug="demo").exists()
    assert not set(Family.objects.visible_to(actor("noor"))) & set(Family.objects.filter(pk__in=theirs))


def test_colleagues_reach_their_own_families_only() -> None:
    for one in ("sanne", "bas"):
        own = Family.objects.visible_to(actor(one))
        assert own.exists()
        assert not own.filter(name__in=TREES).exists()
    assert not Family.objects.visible_to(actor("karim")).filter(team__name="Team West").exists()


def test_every_row_came_through_an_action_and_stands_in_the_log() -> None:
    events = AuditEvent.objects.filter
    assert events(event="family.created").count() == Family.objects.count()
    answered = Administration.objects.filter(source=AdministrationSource.ANSWERED)
    assert events(event="administration.sent").count() == answered.count()
    assert events(event="sharing.given").count() == SharingConsent.objects.count()
    assert events(event="expectation.stored").count() == Expectation.objects.count() > 0


def test_a_package_is_imported_and_activated_by_two_people() -> None:
    versions = list(InstrumentVersion.objects.all())
    assert len(versions) == 4
    assert all(one.activated_by and one.activated_by != one.imported_by for one in versions)


def test_dates_are_counted_back_from_today(today: date) -> None:
    newest = Administration.objects.filter(family=family("Linde")).order_by("-filled_on")[0]
    assert newest.filled_on == today - timedelta(days=14)
    assert not Administration.objects.filter(filled_on__gt=today).exists()


def test_every_course_starts_with_the_long_list_and_its_derived_start() -> None:
    linde = Administration.objects.filter(family=family("Linde")).order_by("filled_on")
    start = linde[0].filled_on
    on_start = linde.filter(filled_on=start).values_list("instrument_id", "source")
    assert sorted(on_start) == sorted([("voorbeeld-34", "answered"), ("voorbeeld-10", "derived")] * 2)
    assert linde.exclude(filled_on=start).filter(instrument_id="voorbeeld-34").count() == 0


def test_linde_improves_early_and_then_stays_while_father_goes_on() -> None:
    mother, father = course("Linde", "mother"), course("Linde", "father")
    assert mother[0] - mother[3] >= 7
    assert max(mother[4:]) - min(mother[3:]) <= 4
    assert mother[-1] > 66
    assert father[0] - father[-1] > 13
    assert father[-1] < 56


def test_the_other_courses_are_what_the_story_says() -> None:
    wilg, beuk, lariks = course("Wilg", "foster_parent"), course("Beuk", "mother"), course("Lariks", "mother")
    assert wilg[-1] - wilg[0] > 10
    assert beuk[0] - beuk[-1] > 13
    assert max(lariks) - min(lariks) < 8


def test_values_outside_the_axis_occur_on_both_sides() -> None:
    assert course("Iep", "father")[-1] > 80
    assert course("Den", "mother")[-1] < 40


def test_a_child_passes_a_norm_border_on_the_way() -> None:
    groups = Score.objects.filter(
        administration__family=family("Meidoorn"), administration__instrument_id=SHORT
    ).order_by("administration__filled_on")
    seen = [row.norm_group for row in groups]
    assert (seen[0], seen[-1]) == ("4-11", "12-18")


def test_one_list_is_nine_weeks_old_and_one_has_too_few_answers(today: date) -> None:
    mother = family("Hazelaar").parents.get(relation="mother")
    newest = mother.administrations.order_by("-filled_on")[0]
    assert (today - newest.filled_on).days == 63
    partly = Administration.objects.get(family=family("Iep"), state=AdministrationState.PARTLY)
    assert partly.scores.get().reason == "too_many_missing"


def test_parents_share_where_the_story_says_so_and_nowhere_else(today: date) -> None:
    sharing = {one.owner.family.name for one in SharingConsent.objects.in_force(on=today)}
    assert "Linde" in sharing
    assert "Meidoorn" not in sharing
    assert SharingConsent.objects.filter(owner__family=family("Linde")).count() == 2


def test_a_new_family_stands_there_without_any_list() -> None:
    assert family("Kastanje").administrations.count() == 0
    assert family("Spar").administrations.filter(instrument_id=SHORT).count() == 2


def test_every_family_has_one_responsible_worker() -> None:
    assert CaseAssignment.objects.filter(kind="responsible").count() == len(story().families)


def test_noor_has_seen_most_lists_and_a_few_are_new() -> None:
    noor, new = actor("noor"), set()
    for one in Family.objects.visible_to(noor):
        for parent in one.parents.all():
            scored = parent.administrations.filter(instrument_id=SHORT, scores__t_score__isnull=False)
            newest = scored.order_by("filled_on").last()
            if newest and not Expectation.objects.filter(administration=newest, user=noor.user_id).exists():
                new.add((one.name, parent.relation))
    assert new == {
        ("Linde", "mother"),
        ("Linde", "father"),
        ("Wilg", "foster_parent"),
        ("Iep", "father"),
        ("Spar", "mother"),
    }


def test_readings_with_notes_were_kept() -> None:
    readings = Reading.objects.filter(family__organisation__slug="demo")
    assert {one.family.name for one in readings} == {"Esdoorn", "Beuk", "Berk", "Den"}
    assert all(one.course and one.shown_administrations for one in readings)
