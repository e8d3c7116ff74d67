"""What an import refuses is told in Dutch on the page, down to the names of columns and dates."""

import re
from html import unescape

import pytest

from tests.instruments.faulty_files import spreadsheets
from tests.instruments.test_dutch_faults import ENGLISH, QUOTED
from tests.interop.test_web_import import ADDRESS, fields_of, send
from tests.interop.unprepared import line, unprepared_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(world, client_of):
    return client_of(world.person["admin"])


def told(answer) -> list[str]:
    box = re.search(r'class="error-summary".*?<ul>(.*?)</ul>', answer.content.decode(), re.DOTALL)
    assert box
    found = re.findall(r"<li>(.*?)</li>", box[1], re.DOTALL)
    sentences = [" ".join(unescape(re.sub(r"<[^>]+>", "", one)).split()) for one in found]
    assert not [one for one in sentences if ENGLISH.search(QUOTED.sub("", one))]
    return sentences


def tried(admin, world, content: bytes, **chosen: str) -> list[str]:
    fields = fields_of(send(admin, world, content, worker=chosen.pop("worker", "worker")))
    return told(admin.post(ADDRESS, {**fields, **chosen, "step": "try"}))


def test_every_row_that_cannot_come_in_says_why_in_dutch(admin, world) -> None:
    good = ["Klopt niet"] * 10
    content = unprepared_csv(
        line("31-02-2026", "G-18", "Moeder", *good),
        line("05-03-2096", "G-18", "Moeder", *good),
        line("", "G-18", "Moeder", *good),
        line("06-03-2026", "", "Moeder", *good),
        line("05-01-2026", "G-17", "Moeder", *good),
        line("07-03-2026", "G-17", "Moeder", *good).replace("2019", "2018"),
        line("08-03-2026", "G-19", "Moeder", *[""] * 10),
    )
    assert tried(admin, world, content) == [
        "Rij 5, kolom Datum afname: “31-02-2026” is geen datum, geschreven als dd-mm-jjjj",
        "Rij 6, kolom Datum afname: De datum ligt in de toekomst. Kies een datum tot en met vandaag.",
        "Rij 7, kolom Datum afname: deze cel is leeg; vul hem in",
        "Rij 8, kolom Cliëntnr: deze cel is leeg; vul hem in",
        "Rij 9, kolom Datum afname: dezelfde lijst staat al in rij 2; haal één van de twee weg",
        "Rij 10, kolom Geboortedatum kind: 1 staat anders in een eerdere rij of in Koers; "
        "gebruik in alle rijen hetzelfde, of vraag het de hulpverlener van het gezin",
        "Rij 11: Er is nog geen vraag beantwoord. Vul minstens één antwoord in.",
    ]


def test_what_stores_nothing_is_called_a_trial_on_every_step(admin, world) -> None:
    mapping = send(admin, world, unprepared_csv())
    assert "Volgende: proef doen" in mapping.content.decode()
    trial = admin.post(ADDRESS, {**fields_of(mapping), "step": "try"}).content.decode()
    assert "Proef: dit zou worden opgeslagen" in trial
    assert "De proef vond geen fouten" in trial


def test_a_family_without_worker_is_told_what_to_do_on_the_page(admin, world) -> None:
    first = tried(admin, world, unprepared_csv(), worker="")[0]
    assert first == (
        "Rij 2, kolom Gebruikersnaam van de hulpverlener: er is geen hulpverlener genoemd; "
        "vul dit in, of kies wie gezinnen zonder hulpverlener krijgt"
    )


def test_a_column_of_names_is_no_column_of_relations(admin, world) -> None:
    rows = [line("05-03-2026", f"G-{n}", f"Naam {n}", *["Klopt niet"] * 10) for n in range(60)]
    assert "In deze kolom staan meer dan 40 verschillende woorden. Kies een andere kolom." in tried(
        admin, world, unprepared_csv(*rows)
    )


@pytest.mark.slow
def test_no_spreadsheet_is_refused_in_english(admin, world) -> None:
    refused = [send(admin, world, data, "a.xlsx") for data in spreadsheets()]
    sentences = [told(answer) for answer in refused if "error-summary" in answer.content.decode()]
    assert len(sentences) >= 10
