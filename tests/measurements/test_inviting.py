"""Asking parents: links made, replaced, withdrawn, and the device handed over."""

import re
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse

from koers.access.errors import NotAllowed, WrongState
from koers.access.matrix import MATRIX
from koers.audit.events import Event
from koers.audit.models import AuditEvent
from koers.families.models import CareEpisode
from koers.measurements.inviting.actions import NewInvitation, issue, withdraw
from koers.measurements.inviting.qr import qr_code
from koers.measurements.models import (
    Administration,
    AdministrationMode,
    Invitation,
    InvitationEnd,
    ItemResponse,
)
from koers.organisations import settings as settings_of_organisations
from koers.organisations.models import OrganisationSettings
from tests.factories.world import World, day
from tests.measurements.entering import Phone, ask, main_of

pytestmark = pytest.mark.django_db


def invite_address(world: World) -> str:
    return reverse("measurements:invite", args=[world.linde.pk])


def form_of(page: str) -> dict[str, str]:
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: value for name, value in fields if name != "csrfmiddlewaretoken"}


def test_S17_a_worker_makes_links_for_both_parents_and_each_opens_its_own_form(world, client_of) -> None:
    client = client_of(world.person["worker"])
    page = client.get(invite_address(world)).content.decode()
    people = [str(world.mother.pk), str(world.father.pk)]
    form = {**form_of(page), "parents": people, "child": str(world.linde.children.get().pk)}
    shown = client.post(invite_address(world), {**form, "list": "voorbeeld-10"})
    codes = set(re.findall(r"http://testserver/i/([\w-]{22})<", shown.content.decode()))
    assert len(codes) == 2
    assert "Koers verstuurt geen berichten" in main_of(shown)
    assert {Phone().open(code).status_code for code in codes} == {200}
    assert {one.parent for one in Invitation.objects.all()} == {world.mother, world.father}
    again = client.post(invite_address(world), {**form, "list": "voorbeeld-10"})
    assert "/i/" not in again.content.decode()
    assert Invitation.objects.count() == 2


def test_who_is_due_is_ticked_beforehand_and_who_stopped_never(world, client_of) -> None:
    client = client_of(world.person["worker"])
    ticked = re.findall(r'name="parents" value="([\w-]+)"[^>]* checked', page_of(client, world))
    assert ticked == [str(world.father.pk)]  # his last list is 50 days old, hers 6
    invitation = ask(world, world.father).invitation
    Invitation.objects.filter(pk=invitation.pk).update(
        ended_at=invitation.made_at, ended_reason=InvitationEnd.STOPPED
    )
    page = page_of(client, world)
    assert not re.findall(r'name="parents" value="([\w-]+)"[^>]* checked', page)
    assert "Wil geen vragen meer" in page


def page_of(client, world: World) -> str:
    return client.get(invite_address(world)).content.decode()


def test_T_TOK_4_a_new_link_kills_the_old_one_and_takes_the_answers_along(world: World) -> None:
    old = ask(world, world.mother)
    phone = Phone()
    phone.begin(old.code)
    phone.answer(1, 3, str(old.invitation.form_key))
    new = ask(world, world.mother)
    assert phone.open(old.code).status_code == 404
    assert phone.client.get("/fill/2/").status_code == 403
    assert ItemResponse.objects.get().invitation == new.invitation
    assert Phone().begin(new.code).request["PATH_INFO"] == "/fill/2/"
    assert AuditEvent.objects.filter(event=Event.LINK_REISSUED).count() == 1


def test_a_withdrawn_link_opens_nothing_and_ends_the_session(world, client_of) -> None:
    issued = ask(world, world.mother)
    phone = Phone()
    phone.begin(issued.code)
    path = reverse("measurements:withdraw", args=[world.linde.pk])
    client_of(world.person["worker"]).post(path, {"invitation": str(issued.invitation.pk)})
    assert phone.open(issued.code).status_code == 404
    assert phone.client.get("/fill/1/").status_code == 403
    withdraw(actor=world.actor("worker"), invitation=issued.invitation)
    assert AuditEvent.objects.filter(event=Event.LINK_WITHDRAWN).count() == 1


@pytest.mark.parametrize("sent", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_withdrawing_what_is_not_there_is_not_found(world, client_of, sent: str) -> None:
    path = reverse("measurements:withdraw", args=[world.linde.pk])
    assert client_of(world.person["worker"]).post(path, {"invitation": sent}).status_code == 404


def test_a_link_of_another_family_cannot_be_withdrawn_from_this_one(world, client_of) -> None:
    ria = world.wilg.parents.get()
    issued = ask(world, ria)
    path = reverse("measurements:withdraw", args=[world.linde.pk])
    answer = client_of(world.person["worker"]).post(path, {"invitation": str(issued.invitation.pk)})
    assert answer.status_code == 404
    assert Phone().open(issued.code).status_code == 200


@pytest.mark.parametrize("who", ["colleague", "scientist", "lead", "admin"])
def test_only_the_worker_of_the_family_may_ask(world: World, who: str) -> None:
    new = NewInvitation(world.mother, world.linde.children.get(), world.short)
    with pytest.raises(NotAllowed):
        issue(actor=world.actor(who), new=new)
    assert not Invitation.objects.exists()


def test_after_the_help_has_ended_nobody_is_asked_and_open_links_are_dead(world: World) -> None:
    issued = ask(world, world.mother)
    CareEpisode.objects.filter(family=world.linde).update(ended_on=day(0))
    assert Phone().open(issued.code).status_code == 404
    with pytest.raises(WrongState):
        ask(world, world.father)


def test_who_left_is_not_asked_and_an_open_link_is_dead(world: World) -> None:
    new = NewInvitation(world.father, world.linde.children.get(), world.short)
    issued = issue(actor=world.actor("worker"), new=new)
    assert issued is not None
    assert Phone().open(issued.code).status_code == 200
    father = world.father
    father.left_on = day(0)
    father.save(update_fields=["left_on"])
    again = NewInvitation(father, world.linde.children.get(), world.short)
    with pytest.raises(ValidationError, match="doet niet meer mee"):
        issue(actor=world.actor("worker"), new=again)
    assert Phone().open(issued.code).status_code != 200


def test_U13_the_family_page_tells_each_state_apart(world, client_of) -> None:
    client = client_of(world.person["worker"])
    path = reverse("caseload:family", args=[world.linde.pk])
    assert main_of(client.get(path)).count("Op papier.") == 2
    issued = ask(world, world.mother)
    assert "Nog geen antwoord." in main_of(client.get(path))
    phone = Phone()
    phone.begin(issued.code)
    form = {"reason": "not-now", "form_key": str(issued.invitation.form_key)}
    phone.client.post("/fill/stop/", form)
    assert "Wil liever niet deze keer" in main_of(client.get(path))


def test_T28_a_handed_over_device_opens_that_one_form_and_no_staff_page(world, client_of) -> None:
    client = client_of(world.person["worker"])
    path = reverse("measurements:hand_over", args=[world.linde.pk, world.mother.pk])
    form = form_of(client.get(path).content.decode())
    answer = client.post(path, {**form, "list": "voorbeeld-10"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/fill/welcome/"
    assert '"cache"' in answer.headers["Clear-Site-Data"]
    assert not client.session.keys()
    for name, rule in MATRIX.items():
        if rule.of_family or rule.permission:
            staff = reverse(name, kwargs={"family_id": world.linde.pk}) if name == "caseload:family" else None
            if staff:
                assert client.get(staff).headers["Location"].startswith("/login/")
    phone = Phone(client)
    invitation = Invitation.objects.get()
    phone.answer_all(invitation)
    thanked = main_of(phone.send(invitation))
    assert "Geef het apparaat terug" in thanked
    assert "Klopt" not in thanked
    assert Administration.objects.get(form_key=invitation.form_key).mode == AdministrationMode.HANDED_OVER
    assert settings.FILL_COOKIE_NAME in client.cookies


def test_a_handed_over_device_forgets_after_twenty_minutes(world, client_of, time_machine) -> None:
    from datetime import timedelta

    from django.utils import timezone

    client = client_of(world.person["worker"])
    path = reverse("measurements:hand_over", args=[world.linde.pk, world.mother.pk])
    client.post(path, {**form_of(client.get(path).content.decode()), "list": "voorbeeld-10"})
    assert client.get("/fill/1/").status_code == 200
    time_machine.move_to(timezone.now() + timedelta(minutes=20, seconds=1))
    assert client.get("/fill/1/").status_code == 403


def test_a_qr_code_has_its_finder_patterns_and_a_quiet_edge() -> None:
    drawn = qr_code("https://koers.example/i/" + "x" * 22)
    assert "M4 4h1v1h-1z" in drawn.path
    assert "M0 0" not in drawn.path
    assert drawn.size >= 29 + 8


def test_the_message_to_copy_is_the_organisations_own_and_names_no_child(
    world, client_of, monkeypatch
) -> None:
    chosen = OrganisationSettings(
        organisation=world.organisation,
        version=1,
        sender="Vlier",
        invitation_text="Dag, {worker} ({organisation}): {link}",
    )
    monkeypatch.setattr(settings_of_organisations, "of", lambda _organisation_id: chosen)
    client = client_of(world.person["worker"])
    form = form_of(client.get(invite_address(world)).content.decode())
    shown = client.post(
        invite_address(world), {**form, "parents": [str(world.mother.pk)], "list": "voorbeeld-10"}
    )
    message = re.search(r"<textarea[^>]*>([^<]*)</textarea>", shown.content.decode())
    assert message is not None
    assert re.fullmatch(r"Dag, Worker \(Vlier\): http://testserver/i/[\w-]{22}", message[1])
    long = client.post(
        invite_address(world),
        {**form, "form_key": str(uuid4()), "parents": [str(world.mother.pk)], "list": "voorbeeld-34"},
    )
    assert "34 korte vragen" in long.content.decode()
