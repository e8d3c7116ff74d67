"""The page of one stored list: corrected, withdrawn, and no longer counted anywhere."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from koers.audit.models import AuditEvent
from koers.measurements.correcting.actions import withdraw_list
from koers.measurements.models import Administration
from tests.factories.world import World, day
from tests.measurements.test_correcting import corrected, newest


@pytest.fixture
def client(world: World, client_of):
    client = client_of(world.person["worker"])
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    with translation.override("en"):
        yield client


def page(administration: Administration) -> str:
    return reverse("measurements:correct", args=[administration.family_id, administration.pk])


def form_of(client, administration: Administration) -> dict[str, str]:
    """What the browser would send back unchanged."""
    form = client.get(page(administration)).context["form"]
    return {name: str(form[name].value() or "") for name in form.fields}


def test_S18_the_form_shows_the_list_as_it_stands_and_keeps_what_is_changed(world: World, client) -> None:
    old = newest(world)
    sent = form_of(client, old)
    assert {sent[name] for name in sent if name.startswith("answer-")} == {"4"}
    answer = client.post(page(old), sent | {"filled_on": day(9).isoformat(), "reason": "Wrong day."})
    assert (answer.status_code, "/profile/" in answer["Location"]) == (303, True)
    new = Administration.objects.get(replaces=old)
    assert (new.filled_on, new.correction_reason, new.answers) == (day(9), "Wrong day.", old.answers)


def test_a_correction_without_reason_or_change_says_so_and_changes_nothing(world: World, client) -> None:
    old = newest(world)
    sent = form_of(client, old)
    assert "what was wrong" in client.post(page(old), sent).content.decode()
    unchanged = client.post(page(old), sent | {"reason": "No."}).content.decode()
    assert "Nothing is different yet" in unchanged
    assert not Administration.objects.filter(replaces=old).exists()


def test_S18_withdrawing_from_the_page_leaves_the_other_form_alone(world: World, client) -> None:
    old = newest(world)
    refused = client.post(page(old), {"withdraw": "1", "withdraw-reason": ""}).content.decode()
    assert refused.count('class="error-summary') == 1
    answer = client.post(page(old), {"withdraw": "1", "withdraw-reason": "Of somebody else."})
    old.refresh_from_db()
    assert (answer.status_code, old.is_current, old.withdrawn_reason) == (303, False, "Of somebody else.")
    assert client.get(page(old))["Location"] == reverse("caseload:family", args=[old.family_id])


def test_an_old_version_and_a_derived_list_lead_to_the_list_that_counts(world: World, client) -> None:
    old = newest(world)
    new = corrected(world, old, filled_on=day(9))
    assert client.get(page(old))["Location"] == page(new)
    derived = Administration.objects.get(parent=world.mother, source="derived")
    assert client.get(page(derived))["Location"] == page(derived.derived_from)
    shown = client.get(page(new)).content.decode()
    assert "Older versions" in shown
    assert "Typed over wrongly." in shown


def test_looking_at_the_answers_stands_in_the_log(world: World, client) -> None:
    client.get(page(newest(world)))
    event = AuditEvent.objects.filter(event="answers.read").get()
    assert (event.family_id, event.person_id, event.rows) == (world.linde.pk, world.mother.pk, "answers")


def test_a_list_of_another_family_is_not_found_here(world: World, client) -> None:
    path = reverse("measurements:correct", args=[world.wilg.pk, newest(world).pk])
    assert client.get(path).status_code == 404


# --- what no longer counts is read nowhere ---


@pytest.mark.parametrize("path", ["profile/?expect=0", "profile/print/", "profile.svg", "", "paper/"])
def test_S18_a_withdrawn_list_is_on_no_page(path, world: World, client_of) -> None:
    scientist = client_of(world.person["scientist"])
    reader = client_of(world.person["worker"]) if path == "paper/" else scientist
    address = f"/families/{world.linde.pk}/{path}"
    with translation.override("nl"):
        before = reader.get(address).content.decode()
        withdraw_list(actor=world.actor("worker"), administration=newest(world), reason="Wrong.")
        after = reader.get(address).content.decode()
    marks = {"profile/?expect=0": ">35<", "profile.svg": 'data-t="35', "paper/": "6 dagen"}
    mark = marks.get(path)
    assert before != after
    if mark:
        assert before.count(mark) > after.count(mark)


def test_S18_a_withdrawn_list_is_not_the_newest_of_the_caseload(world: World, client_of) -> None:
    client = client_of(world.person["scientist"])
    before = client.get("/families/").content.decode()
    withdraw_list(actor=world.actor("worker"), administration=newest(world), reason="Wrong.")
    assert client.get("/families/").content.decode() != before


def test_S18_after_all_lists_are_withdrawn_the_long_list_is_offered_first_again(world: World, client) -> None:
    lists = Administration.objects.current().filter(parent=world.mother).exclude(source="derived")
    address = f"/families/{world.linde.pk}/parents/{world.mother.pk}/paper/"
    assert "Example questionnaire (not the OBVL), short" in client.get(address).content.decode()
    for one in lists:
        withdraw_list(actor=world.actor("worker"), administration=one, reason="Wrong.")
    rows = client.get(address).context["page"].rows
    assert len(rows) == len(world.long.instrument.items)
