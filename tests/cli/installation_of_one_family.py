"""A small installation for a server in a process of its own: one family of many, a link for half of them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import urlencode

PASSWORD = "vier losse woorden in een rij"
PEOPLE_WITH_LINK, PEOPLE_ON_PAPER = 8, 4


def prepare() -> None:
    """Makes it in KOERS_DATA_DIR and prints what a visitor has to know; runs in a process of its own."""
    from koers.cli.settings import PRODUCTION, set_up

    set_up(PRODUCTION)
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    from koers.access.roles import Role
    from koers.families.actions import NewParent
    from koers.families.models import Family, Relation
    from koers.instruments.actions import activate_version, import_package
    from koers.measurements.inviting.actions import NewInvitation, issue
    from koers.organisations.actions import create_organisation, setting_up
    from tests.factories.packages import shipped
    from tests.factories.world import World, hire, open_for

    organisation = create_organisation(slug="vlierhof", name="Vlierhof", is_demo=False, label="tests")
    world, setup = World(organisation, organisation), setting_up(organisation, label="tests")
    worker = hire(world, setup, "worker", Role.PRACTITIONER, "Noord")
    worker.set_password(PASSWORD)
    worker.save()
    hire(world, setup, "scientist", Role.BEHAVIOURAL_SCIENTIST, "Noord")
    version = import_package(actor=setup, files=shipped("voorbeeld-10"))
    activate_version(actor=world.actor("scientist"), version=version)
    new = [NewParent(Relation.OTHER) for _ in range(PEOPLE_WITH_LINK + PEOPLE_ON_PAPER)]
    family = open_for(world, "worker", "Linde", new)
    Family.objects.update(is_practice=True)
    parents, child = list(family.parents.order_by("slot")), family.children.get()
    links = []
    for parent in parents[:PEOPLE_WITH_LINK]:
        parent.refresh_from_db()
        issued = issue(actor=world.actor("worker"), new=NewInvitation(parent, child, version))
        assert issued is not None
        links.append((parent.pk.hex, issued.code))
    on_paper = [parent.pk.hex for parent in parents[PEOPLE_WITH_LINK:]]
    print(json.dumps({"family": str(family.pk), "links": links, "on_paper": on_paper}))


@dataclass
class Visitor:
    """A browser without script: cookies, and the hidden fields of the page it saw last."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    page: str = ""

    def see(self, path: str) -> str:
        """Follows on to where it leads; the address at which it ends."""
        status, location = self._ask("GET", path)
        while status in {301, 302, 303}:
            path = location
            status, location = self._ask("GET", path)
        assert status == 200, (path, status)
        return path

    def send(self, path: str, **fields: object) -> bool:
        """Whether the server said that it is done: a form that was stored leads on."""
        status, _location = self._ask(
            "POST", path, {"csrfmiddlewaretoken": self.hidden("csrfmiddlewaretoken")} | fields
        )
        return status in {302, 303}

    def hidden(self, name: str) -> str:
        _before, found, after = self.page.partition(f'name="{name}" value="')
        assert found, name
        return after.partition('"')[0]

    def _ask(self, method: str, path: str, fields: dict[str, object] | None = None) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, urlencode(fields or {}), headers)
            answer = connection.getresponse()
            body = answer.read().decode()
            for name, value in _cookies(answer.headers.get_all("Set-Cookie") or []):
                self.cookies[name] = value
            if answer.status == 200 and method == "GET":
                self.page = body
            return answer.status, answer.headers.get("Location", "")
        finally:
            connection.close()


def _cookies(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        name, _equals, value = line.partition(";")[0].partition("=")
        yield name, value
