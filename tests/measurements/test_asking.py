"""The page on which a worker asks parents, and the page with the links."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from koers.measurements.models import Administration, Invitation, InvitationEnd
from tests.factories.world import World, day, fill_in
from tests.measurements.entering import ask, main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(world: World, client_of):
    return client_of(world.person["worker"])


def address(world: World) -> str:
    return reverse("measurements:invite", args=[world.linde.pk])


def ticked(page: str) -> list[str]:
    return re.findall(r'name="parents" value="([\w-]+)"[^>]* checked', page)


def declines(world: World, reason: InvitationEnd, *, days_ago: int = 0) -> Invitation:
    """The father was asked, and said no some days ago."""
    Administration.objects.update(created_at=timezone.now() - timedelta(days=40))
    invitation = ask(world, world.father).invitation
    at = timezone.now() - timedelta(days=days_ago)
    Invitation.objects.filter(pk=invitation.pk).update(
        made_at=at - timedelta(minutes=5), ended_at=at, ended_reason=reason
    )
    return invitation


def on(days_ahead: int) -> str:
    return date_format(day(-days_ahead), "j F")


def test_nobody_due_says_when_the_next_list_is_and_asks_whether_to_ask_anyway(world: World, worker) -> None:
    assert "Toch vragen?" not in main_of(worker.get(address(world)))
    fill_in(world, world.father, days_ago=2)
    words = main_of(worker.get(address(world)))
    assert f"Nu is niemand aan de beurt. Volgende lijst: moeder op {on(24)}, vader op {on(28)}." in words
    assert "Toch vragen? Kies dan wie." in words


def test_U13_who_would_rather_not_this_time_is_not_ticked_until_the_next_time(world: World, worker) -> None:
    declines(world, InvitationEnd.REFUSED)
    page = worker.get(address(world))
    assert ticked(page.content.decode()) == []
    assert f"vader op {on(30)}" in main_of(page)


def test_U13_a_no_of_long_ago_leaves_the_turn_as_it_is(world: World, worker) -> None:
    declines(world, InvitationEnd.REFUSED, days_ago=25)
    assert ticked(worker.get(address(world)).content.decode()) == [str(world.father.pk)]


def test_U13_nobody_left_to_ask_is_said_without_a_date(world: World, worker) -> None:
    declines(world, InvitationEnd.STOPPED)
    words = main_of(worker.get(address(world)))
    assert "Volgende lijst: moeder op" in words
    assert "vader op" not in words
    world.mother.administrations.all().update(is_current=False)
    mother = world.mother
    mother.left_on = day(0)
    mother.save(update_fields=["left_on"])
    assert "Nu wordt niemand gevraagd." in main_of(worker.get(address(world)))


def test_U13_a_link_that_was_withdrawn_afterwards_takes_no_stop_away(world: World, worker) -> None:
    declines(world, InvitationEnd.STOPPED, days_ago=1)
    later = ask(world, world.father).invitation
    assert "Nog geen antwoord." in main_of(worker.get(address(world)))
    worker.post(reverse("measurements:withdraw", args=[world.linde.pk]), {"invitation": str(later.pk)})
    page = worker.get(address(world))
    assert "Wil geen vragen meer" in main_of(page)
    assert ticked(page.content.decode()) == []


def test_no_hidden_field_stands_between_the_groups_of_choices(world: World, worker) -> None:
    page = worker.get(address(world)).content.decode()
    form = page[page.index('class="ask-form"') : page.index("</form>", page.index('class="ask-form"'))]
    assert re.search(r"</fieldset>\s*<fieldset", form)


def links(world: World, worker):
    page = worker.get(address(world)).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    form = {**hidden, "parents": [str(world.mother.pk), str(world.father.pk)], "list": "voorbeeld-10"}
    form.pop("csrfmiddlewaretoken", None)
    return form, worker.post(address(world), form).content.decode()


def test_S17_each_message_is_copied_with_one_button_and_the_first_leads(world: World, worker) -> None:
    _form, page = links(world, worker)
    buttons = re.findall(r'<button class="([^"]+)" type="button" data-copy="([\w-]+)"([^>]*)>', page)
    assert [look for look, _target, _more in buttons] == ["button button-primary", "button"]
    assert all(f'id="{target}"' in page and more.endswith("hidden") for _look, target, more in buttons)
    assert page.count("button-primary") == 1
    assert "Kies de tekst en kopieer die." in page


def test_S17_a_page_of_links_sent_twice_leads_to_new_ones(world: World, worker) -> None:
    form, _page = links(world, worker)
    again = worker.post(address(world), form).content.decode()
    assert re.search(r'class="button button-primary" href="[^"]+/invite/">Maak een nieuwe link<', again)
