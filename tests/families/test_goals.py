"""Goals with numbers, and events: what is kept, what is refused, how it is shown."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from koers.access.errors import NotAllowed
from koers.families.goals.actions import GoalEdit, NewGoal, NewRating, add_goal, change_goal, rate_goal
from koers.families.happenings.actions import NewHappening, add_happening, remove_happening
from koers.families.models import Goal, GoalStatus, Happening, HappeningKind
from koers.psychometrics.plotting import MarkKind
from koers.trajectories.family_marks import short
from koers.trajectories.marks import marks_for
from tests.factories.world import World, day


def a_goal(world: World, **changes) -> Goal:
    facts = {"text": "Samen eten zonder ruzie", "started_on": day(60)}
    return add_goal(actor=world.actor("worker"), family=world.linde, new=NewGoal(**(facts | changes)))


def marks(world: World, name: str = "worker") -> list[tuple[MarkKind, str]]:
    child = world.linde.children.get()
    return [(one.kind, one.label) for one in marks_for(world.actor(name), world.linde, child)]


def test_T10_a_goal_has_words_owner_days_and_a_number_of_each_person(world: World) -> None:
    goal = a_goal(world, owner=world.mother, review_on=day(-30))
    child = world.linde.children.get()
    for who in ({"parent": world.mother}, {"parent": world.father}, {"child": child}, {}):
        rate_goal(actor=world.actor("worker"), goal=goal, new=NewRating(4, day(10), **who))
    assert goal.ratings.count() == 4
    rate_goal(actor=world.actor("worker"), goal=goal, new=NewRating(6, day(10), parent=world.mother))
    assert goal.ratings.count() == 4
    assert goal.ratings.get(parent=world.mother).rating == 6


@pytest.mark.parametrize(
    ("rating", "on"), [(11, day(1)), (5, day(-1)), (5, day(90))], ids=["above ten", "future", "before start"]
)
def test_T10_a_wrong_number_is_refused(world: World, rating: int, on) -> None:
    goal = a_goal(world)
    with pytest.raises(ValidationError):
        rate_goal(actor=world.actor("worker"), goal=goal, new=NewRating(rating, on))
    assert not goal.ratings.exists()


def test_T10_somebody_of_another_family_neither_owns_nor_rates(world: World) -> None:
    stranger = world.wilg.parents.get()
    with pytest.raises(ValidationError, match="hoort niet bij dit gezin"):
        a_goal(world, owner=stranger)
    with pytest.raises(ValidationError, match="hoort niet bij dit gezin"):
        rate_goal(actor=world.actor("worker"), goal=a_goal(world), new=NewRating(3, day(0), parent=stranger))


@pytest.mark.parametrize("name", ["scientist", "lead", "colleague"])
def test_only_the_worker_writes_goals_and_events(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        add_goal(actor=world.actor(name), family=world.linde, new=NewGoal("x", day(1)))
    new = NewHappening(HappeningKind.FAMILY, "x", day(1))
    with pytest.raises(NotAllowed):
        add_happening(actor=world.actor(name), family=world.linde, new=new)


def test_T58_a_new_goal_and_its_changes_are_marks_on_the_date_axis(world: World) -> None:
    goal = a_goal(world)
    edit = GoalEdit("Samen eten zonder ruzie", GoalStatus.REACHED, day(5))
    change_goal(actor=world.actor("worker"), goal=goal, edit=edit)
    assert marks(world) == [
        (MarkKind.CHANGE, "nieuw doel: Samen eten zonder ruzie"),
        (MarkKind.CHANGE, "doel bereikt: Samen eten zonder ruzie"),
    ]
    assert marks(world, "lead") == []
    assert goal.changes.get().earlier_text == "Samen eten zonder ruzie"


def happening(world: World, **changes) -> Happening:
    facts = {"kind": HappeningKind.FAMILY, "label": "verhuizing", "happened_on": day(50)}
    return add_happening(
        actor=world.actor("worker"), family=world.linde, new=NewHappening(**(facts | changes))
    )


def test_T12_events_are_numbered_by_date_and_a_crisis_is_called_so(world: World) -> None:
    happening(world, happened_on=day(20), until=day(10), label="spoedopname", is_crisis=True)
    happening(world)
    assert marks(world) == [(MarkKind.EVENT, "1 · verhuizing"), (MarkKind.EVENT, "2 · crisis: spoedopname")]


@pytest.mark.parametrize("changes", [{"happened_on": day(-1)}, {"until": day(60)}, {"label": ""}])
def test_T12_a_wrong_event_is_refused(world: World, changes: dict) -> None:
    with pytest.raises(ValidationError):
        happening(world, **changes)
    assert not Happening.objects.exists()


def test_T12_an_event_is_taken_off_and_put_back_with_one_tap_each(world: World, client_of) -> None:
    client, one = client_of(world.person["worker"]), happening(world)
    path = f"/families/{world.linde.pk}/events/"
    page = client.post(f"{path}off/", {"happening": str(one.pk)}, follow=True).text
    assert "Ongedaan maken" in page
    assert marks(world) == []
    client.post(f"{path}off/", {"happening": str(one.pk), "back": "1"})
    assert marks(world) == [(MarkKind.EVENT, "1 · verhuizing")]
    remove_happening(actor=world.actor("worker"), happening=one)
    assert Happening.objects.count() == 1  # taken off, never deleted


def test_T10_goals_are_added_rated_and_changed_on_the_page(world: World, client_of) -> None:
    client, path = client_of(world.person["worker"]), f"/families/{world.linde.pk}/goals/"
    assert "Nog geen doelen" in client.get(path).text
    form = {"text": "Op tijd naar school", "owner": "", "started_on": day(9).isoformat(), "review_on": ""}
    client.post(f"{path}new/", form)
    goal = Goal.objects.get()
    number = {
        "goal": str(goal.pk),
        "who": str(world.father.pk),
        "rating": "7",
        "rated_on": day(2).isoformat(),
    }
    assert "Nieuwste cijfers: vader 7." in client.post(f"{path}rate/", number, follow=True).text
    wrong = client.post(f"{path}rate/", number | {"rating": ""}).text
    assert wrong.count("Kies een cijfer van 0 tot 10.") == 2
    change = {"goal": str(goal.pk), "text": goal.text, "status": "let_go", "changed_on": day(1).isoformat()}
    assert "losgelaten" in client.post(f"{path}change/", change, follow=True).text


def test_T12_a_day_of_years_before_the_help_is_kept_and_asked_about(world: World, client_of) -> None:
    client, path = client_of(world.person["worker"]), f"/families/{world.linde.pk}/events/new/"
    began = world.linde.episodes.get().started_on
    form = {"label": "scheiding", "kind": "family"}
    asked = []
    for days in (729, 731):
        sent = form | {"happened_on": (began - timedelta(days=days)).isoformat()}
        asked.append("Klopt het jaar?" in client.post(path, sent, follow=True).text)
    assert asked == [False, True]
    assert Happening.objects.standing().count() == 2


@pytest.mark.parametrize(("place", "subject"), [("goals", "doelen"), ("events", "gebeurtenissen")])
def test_pages_of_goals_and_events_have_one_main_button_and_name_family_and_subject(
    world: World, client_of, place: str, subject: str
) -> None:
    add_goal(actor=world.actor("worker"), family=world.linde, new=NewGoal("samen eten", day(9)))
    happening(world)
    page = client_of(world.person["worker"]).get(f"/families/{world.linde.pk}/{place}/").text
    assert page.count("button-primary") == 1
    assert f"<title>Gezin Linde: {subject}" in page


def test_S28_free_text_asks_not_to_name_other_people(world: World, client_of) -> None:
    client = client_of(world.person["worker"])
    for address in ("goals/new/", "events/new/"):
        page = client.get(f"/families/{world.linde.pk}/{address}").text
        assert "Noem andere mensen met hun rol, niet met hun naam" in page


def test_T11_goal_numbers_stand_under_the_profile_on_the_same_dates(world: World, client_of) -> None:
    goal = a_goal(world)
    for days_ago, number in ((50, 2), (6, 5)):
        rate_goal(
            actor=world.actor("worker"), goal=goal, new=NewRating(number, day(days_ago), parent=world.mother)
        )
    client, path = client_of(world.person["scientist"]), f"/families/{world.linde.pk}/profile/"
    assert 'id="goals-wide"' not in client.get(path).text
    page = client.get(f"{path}?goals=1").text
    assert page.count('id="goals-wide"') == page.count('id="goals-narrow"') == 1
    assert "Samen eten zonder ruzie: moeder: 2 (" in page
    lead = client_of(world.person["lead"])
    assert 'id="goals-wide"' not in lead.get(f"{path}?goals=1").text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Samen eten zonder ruzie", "Samen eten zonder ruzie"),
        ("Een rustige avond, zonder ruzie over het eten", "Een rustige avond …"),
    ],
)
def test_T58_a_long_goal_is_named_by_its_first_words_in_the_lane(text: str, shown: str) -> None:
    assert short(text) == shown
