"""The log: written with the act, never changed, and nothing happens when it cannot be written."""

import pytest
from django.db import DatabaseError, transaction

from koers.audit import trail
from koers.audit.events import Event
from koers.audit.models import AppendOnly, AuditEvent
from koers.audit.wording import EVENT_NAMES

pytestmark = pytest.mark.django_db


def test_every_event_has_words() -> None:
    assert set(EVENT_NAMES) == set(Event)


def test_S12_opening_a_family_leaves_a_line_without_its_name(world) -> None:
    line = AuditEvent.objects.filter(event=Event.FAMILY_CREATED, family_id=world.linde.pk).get()
    assert line.actor_label == "Worker"
    assert line.role == "worker"
    texts = [str(value) for value in line.__dict__.values()]
    assert not any("Linde" in value for value in texts)


def test_a_line_is_neither_changed_nor_removed(world) -> None:
    line = AuditEvent.objects.first()
    assert line is not None
    for change in (line.save, line.delete, AuditEvent.objects.all().delete):
        with pytest.raises(AppendOnly):
            change()
    with pytest.raises(AppendOnly):
        AuditEvent.objects.update(outcome=0)


def test_an_act_that_fails_leaves_no_line(world) -> None:
    @transaction.atomic
    def act() -> None:
        trail.record(Event.READING_STORED, actor=world.actor("worker"))
        raise RuntimeError

    before = AuditEvent.objects.count()
    with pytest.raises(RuntimeError):
        act()
    assert AuditEvent.objects.count() == before


def test_without_a_line_the_page_does_not_open(world, client_of, monkeypatch) -> None:
    def broken(self: AuditEvent, **kwargs: object) -> None:
        raise DatabaseError("disk full")

    client = client_of(world.person["worker"])
    address = f"/families/{world.linde.pk}/"
    assert client.get(address).status_code == 200
    monkeypatch.setattr(AuditEvent, "save", broken)
    refused = client.get(address)
    assert refused.status_code == 503
    assert "Linde" not in refused.content.decode()


def test_the_log_page_shows_the_own_organisation_only(world, client_of) -> None:
    page = client_of(world.person["privacy_officer"]).get("/privacy/log/")
    lines = page.context["page"].lines
    assert lines[0].what == str(EVENT_NAMES[Event.LOG_READ])
    shown = {line.reference for line in lines}
    assert str(world.linde.pk)[:8] in shown
    assert str(world.esdoorn.pk)[:8] not in shown
