"""What the forms of a family refuse, and that nothing is ticked beforehand."""

from datetime import timedelta

import pytest

from koers.families.forms import AddFamilyForm, SharingForm
from koers.organisations.models import Team
from tests.factories.world import World, day

GOOD = {
    "name": "Berk",
    "birth_date": "2018-05-01",
    "relation_1": "mother",
    "started_on": day(0).isoformat(),
}
NOORD, WEST = Team(name="Noord"), Team(name="West")


def added(teams=(NOORD,), **changes) -> AddFamilyForm:
    return AddFamilyForm(GOOD | changes, teams=list(teams))


def test_J7_four_fields_and_a_day_are_enough() -> None:
    form = added()
    assert form.is_valid(), form.errors
    assert form.chosen_team == NOORD


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"name": ""}, "name", "Geef het gezin een naam"),
        ({"birth_date": ""}, "birth_date", "Vul de geboortedatum"),
        ({"birth_date": "31-02-2018"}, "birth_date", "geen datum"),
        ({"birth_date": day(-1).isoformat()}, "birth_date", "in de toekomst"),
        ({"started_on": day(-1).isoformat()}, "started_on", "in de toekomst"),
        ({"relation_1": ""}, "relation_1", "Kies wie de eerste"),
        ({"name_2": "Anton"}, "relation_2", "Kies wie deze tweede persoon is"),
    ],
)
def test_each_wrong_field_says_what_to_do(changes: dict, field: str, sentence: str) -> None:
    form = added(**changes)
    assert list(form.errors) == [field]
    assert sentence in form.errors[field][0]


def test_with_several_teams_one_is_chosen_and_never_one_of_others() -> None:
    assert "team" not in added().fields
    assert list(added(teams=(NOORD, WEST)).errors) == ["team"]
    chosen = added(teams=(NOORD, WEST), team=str(WEST.pk))
    assert chosen.is_valid()
    assert chosen.chosen_team == WEST
    assert not added(teams=(NOORD, WEST), team=str(Team(name="Oost").pk)).is_valid()


def test_the_fold_is_open_when_something_was_filled_in_there() -> None:
    assert not added().shows_folded
    assert added(code="B-1").shows_folded


def shared(**changes) -> SharingForm:
    data = {"direction": "a:b", "scope": "line", "how": "talk", "given_on": day(0).isoformat()}
    return SharingForm(data | changes, directions=[("a:b", "words")], holds=timedelta(days=183))


def test_an_agreement_needs_direction_way_and_a_day_in_the_last_half_year() -> None:
    assert shared().is_valid()
    assert list(shared(direction="b:a").errors) == ["direction"]
    assert list(shared(direction="").errors) == ["direction"]
    assert list(shared(how="").errors) == ["how"]
    assert shared(given_on=day(182).isoformat()).is_valid()
    assert "van die dag is inmiddels voorbij" in shared(given_on=day(183).isoformat()).errors["given_on"][0]
    assert "in de toekomst" in shared(given_on=day(-1).isoformat()).errors["given_on"][0]


def test_nothing_is_ticked_beforehand(world: World) -> None:
    assert "checked" not in SharingForm(directions=[("a:b", "words")], holds=timedelta(days=183)).as_p()
