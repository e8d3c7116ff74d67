"""An administrator brings a file in over the web, without JavaScript and without seeing a score."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from koers.audit.models import AuditEvent
from koers.families.models import Family
from koers.measurements.models import Administration
from tests.factories.dump import dump
from tests.interop.unprepared import line, unprepared_csv

pytestmark = pytest.mark.django_db
ADDRESS = "/organisation/import/"


@pytest.fixture
def admin(world, client_of):
    client = client_of(world.person["admin"])
    client.cookies["koers-language"] = "en"
    return client


def words(answer) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def fields_of(answer) -> dict[str, str]:
    """What a browser would send back: hidden fields and chosen options of the form that goes on."""
    html = answer.content.decode()
    found = {}
    for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", html):
        name, value = (re.search(f'{key}="([^"]*)"', tag) for key in ("name", "value"))
        found[name[1]] = unescape(value[1]) if value else ""
    for name, options in re.findall(r"<select name=\"(\w[^\"]*)\".*?>(.*?)</select>", html, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = unescape(chosen[1]) if chosen else ""
    for gone in ("csrfmiddlewaretoken", "next", "theme", "language"):
        found.pop(gone, None)
    return found


def send(admin, world, content: bytes, name: str = "lijsten.csv", worker: str = "worker"):
    file = SimpleUploadedFile(name, content)
    return admin.post(ADDRESS, {"table": file, "instrument": str(world.short.pk), "worker": worker})


def test_a_file_nobody_prepared_goes_in_by_trial_and_mapping_and_shows_as_a_profile(
    admin, world, client_of
) -> None:
    before = dump()
    mapping = send(admin, world, unprepared_csv())
    assert "Which column is what?" in words(mapping)
    trial = admin.post(ADDRESS, {**fields_of(mapping), "step": "try"})
    assert "3 lists, 1 new family" in words(trial)
    assert dump() == before
    done = admin.post(ADDRESS, {**fields_of(trial), "step": "apply"}, follow=True)
    assert "Stored: 3 lists, 1 new family." in words(done)
    family = Family.objects.visible_to(world.actor("worker")).get(code="G-17")
    assert sorted(parent.relation for parent in family.parents.all()) == ["father", "mother"]
    lists = Administration.objects.filter(family=family, parent__relation="mother").order_by("filled_on")
    assert [str(one.filled_on) for one in lists] == ["2026-01-05", "2026-02-17"]
    assert lists[0].answers == {f"k{n:02}": (n - 1) % 4 + 1 for n in range(1, 11)}
    assert lists[1].answers["k01"] is None
    page = client_of(world.person["worker"]).get(f"/families/{family.pk}/profile/", follow=True)
    assert page.status_code == 200


def test_a_broken_file_leaves_the_database_byte_equal_and_names_its_rows(admin, world) -> None:
    before = dump()
    broken = unprepared_csv(line("31-02-2026", "G-18", "Oma", *["Klopt niet"] * 9, "soms"))
    mapping = send(admin, world, broken)
    fields = fields_of(mapping)
    strange = [name for name, value in fields.items() if name.startswith("answers_") and not value]
    assert len(strange) == 1
    assert "Choose what “soms” means." in words(admin.post(ADDRESS, {**fields, "step": "apply"}))
    refused = words(admin.post(ADDRESS, {**fields, strange[0]: "2", "step": "apply"}))
    assert "Row 5, column Datum afname: “31-02-2026” is not a date written as dd-mm-yyyy" in refused
    assert dump() == before


def test_S12_the_log_names_the_administrator(admin, world) -> None:
    trial = admin.post(ADDRESS, {**fields_of(send(admin, world, unprepared_csv())), "step": "try"})
    admin.post(ADDRESS, {**fields_of(trial), "step": "apply"})
    (event,) = AuditEvent.objects.filter(event="import.made")
    assert (event.actor_id, event.object_id) == (world.person["admin"].pk, "3")


def test_S12_the_report_tells_no_score_and_nothing_beyond_the_file(admin, world) -> None:
    """TRUST § 3.3: an administrator sees no content of a family."""
    trial = admin.post(ADDRESS, {**fields_of(send(admin, world, unprepared_csv())), "step": "try"})
    admin.post(ADDRESS, {**fields_of(trial), "step": "apply"})
    assert not re.search(r"\bT \d\d", words(trial))
    other = unprepared_csv().replace(b"14-06-2019", b"15-06-2019").replace(b"-2026", b"-2025")
    mapping = send(admin, world, other)
    refused = words(admin.post(ADDRESS, {**fields_of(mapping), "step": "try"}))
    assert "1 stands otherwise in an earlier row or in Koers" in refused
    assert "2019-06-14" not in refused


def test_lists_that_are_here_already_come_in_once(admin, world) -> None:
    trial = admin.post(ADDRESS, {**fields_of(send(admin, world, unprepared_csv())), "step": "try"})
    admin.post(ADDRESS, {**fields_of(trial), "step": "apply"})
    before = dump()
    again = admin.post(ADDRESS, {**fields_of(trial), "step": "apply"})
    assert "already a list" in words(again)
    assert dump() == before


def test_scores_of_a_former_system_come_in_without_answers(admin, world) -> None:
    head = b"gezin;ouder;relatie;kind;geboortedatum;datum;T-score"
    content = head + b"\nA;P;vader;K;01-05-2019;03-02-2026;63,5\n"
    trial = admin.post(ADDRESS, {**fields_of(send(admin, world, content)), "step": "try"})
    admin.post(ADDRESS, {**fields_of(trial), "step": "apply"})
    taken = Administration.objects.get(family__code="A")
    assert (taken.answers, taken.scores.get().t_score) == (None, 63.5)


def test_a_choice_that_is_missing_is_asked_and_the_rest_stays(admin, world) -> None:
    fields = fields_of(send(admin, world, unprepared_csv()))
    page = admin.post(ADDRESS, {**fields, "column_family": "", "column_k03": "", "step": "try"})
    assert "Choose the column for: Code or name of the family." in words(page)
    assert "Choose the column with the answers to question k03" in words(page)
    assert fields_of(page)["column_date"] == fields["column_date"]


def test_back_to_the_columns_keeps_every_choice(admin, world) -> None:
    fields = {**fields_of(send(admin, world, unprepared_csv())), "column_mode": "v:interview"}
    trial = admin.post(ADDRESS, {**fields, "step": "try"})
    back = admin.post(ADDRESS, {**fields_of(trial), "step": "look"})
    assert fields_of(back) == fields


@pytest.mark.parametrize("fault", ["file", "instrument"])
def test_V5_what_was_changed_on_the_way_is_not_believed(fault, admin, world) -> None:
    fields = fields_of(send(admin, world, unprepared_csv()))
    answer = admin.post(ADDRESS, {**fields, fault: "x" + fields[fault], "step": "apply"}, follow=True)
    assert answer.redirect_chain == [(ADDRESS, 302)]
    assert not Family.objects.filter(code="G-17").exists()


def test_V5_a_file_that_is_none_is_told_on_the_first_step(admin, world) -> None:
    assert "This file is no text" in words(send(admin, world, b"\0\1"))
    assert "is no spreadsheet that can be read" in words(send(admin, world, b"x", "a.xlsx"))
    assert "This is no spreadsheet" in words(send(admin, world, b"x", "a.exe"))


def test_hostile_cells_are_shown_as_text(admin, world) -> None:
    nasty = "<svg onload=alert(1)>"
    content = unprepared_csv(line("05-03-2026", nasty, nasty, *[nasty] * 10))
    html = send(admin, world, content).content.decode()
    assert nasty not in html
    assert "&lt;svg onload=alert(1)&gt;" in html


@pytest.mark.parametrize("who", ["worker", "scientist", "lead", "researcher", "privacy_officer"])
def test_S12_only_an_administrator_brings_files_in_over_the_web(who, world, client_of) -> None:
    client = client_of(world.person[who])
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, {"step": "apply"}).status_code == 403
