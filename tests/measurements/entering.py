"""A parent's link in tests: made by the worker, opened in a browser of its own."""

import re
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from koers.families.models import Parent
from koers.measurements.inviting.actions import Issued, NewInvitation, issue
from koers.measurements.models import Invitation
from tests.factories.world import World


def ask(world: World, parent: Parent, *, is_long: bool = False, **more: object) -> Issued:
    version = world.long if is_long else world.short
    new = NewInvitation(parent, parent.family.children.get(), version, **more)  # type: ignore[arg-type]
    issued = issue(actor=world.actor("worker"), new=new)
    assert issued is not None
    return issued


@dataclass
class Phone:
    """One device: a browser without script that knows only what stands on its pages."""

    client: Client = field(default_factory=Client)

    def open(self, code: str) -> HttpResponse:
        return self.client.get(f"/i/{code}")

    def begin(self, code: str, **more: str) -> HttpResponse:
        return self.client.post("/fill/begin/", {"code": code, **more}, follow=True)

    def answer(self, number: int, value: object, key: str) -> HttpResponse:
        return self.client.post(f"/fill/{number}/", {"answer": str(value), "form_key": key}, follow=True)

    def answer_all(self, invitation: Invitation, value: object = 2) -> HttpResponse:
        response = self.client.get("/fill/")
        for number in range(1, len(invitation.instrument_version.instrument.items) + 1):
            response = self.answer(number, value, str(invitation.form_key))
        return response

    def send(self, invitation: Invitation) -> HttpResponse:
        return self.client.post("/fill/send/", {"form_key": str(invitation.form_key)}, follow=True)

    def lose_session(self) -> None:
        del self.client.cookies[settings.FILL_COOKIE_NAME]


def main_of(response: HttpResponse) -> str:
    """The words in the middle of a page."""
    page = response.content.decode()
    middle = page[page.index("<main") : page.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", middle).split())
