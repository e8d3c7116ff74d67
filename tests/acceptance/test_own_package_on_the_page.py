"""The same lists entered on the page for paper: the profile says what was worked out by hand."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from koers.families.actions import NewChild, NewFamily, NewParent, open_family
from koers.families.models import Family, Relation
from koers.instruments.actions import activate_version, import_package
from koers.measurements.models import Score
from koers.organisations.actions import setting_up
from koers.organisations.models import Team
from tests.acceptance.by_hand import LISTS, PACKAGES, Filled
from tests.acceptance.pages import open_profile, points, table_rows
from tests.factories.world import World

PRIMARY = {"proef-tabel": "all", "proef-formule": "home", "proef-kaal": "weather"}
DAY = date(2024, 6, 15)
AREAS = {"none": "geen noemenswaardige problemen", "mild": "milde problemen", "serious": "ernstige problemen"}
# Everything that was worked out, except what a page never gets: a list without answers or an unknown age.
ENTERED = [
    pytest.param(package, filled, id=f"{package}-{filled.name}")
    for package, (_items, lists) in LISTS.items()
    for filled in lists
    if filled.age is not None and filled.name != "nothing-answered"
]


def files_of(package: str) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in Path(PACKAGES / package).iterdir()}


def put_into_use(world: World, package: str) -> None:
    setup = setting_up(world.organisation, label="tests")
    version = import_package(actor=setup, files=files_of(package))
    activate_version(actor=world.actor("scientist"), version=version)


def family_with_child(world: World, birth_date: date) -> Family:
    actor = world.actor("worker")
    new = NewFamily(
        name="Proefgezin",
        team=Team.objects.get(pk=next(iter(actor.team_ids))),
        responsible=world.person["worker"],
        started_on=date(2024, 1, 1),
        parents=[NewParent(Relation.MOTHER)],
        children=[NewChild(birth_date=birth_date, name="Sam")],
    )
    return open_family(actor=actor, new=new)


@dataclass(frozen=True)
class Entry:
    client: Client
    family: Family
    package: str

    def send(self, filled: Filled, day: date = DAY):
        """The form, and the answer to the question about a list without a score where it is asked."""
        parent = self.family.parents.get()
        address = reverse("measurements:paper_entry", args=[self.family.pk, parent.pk])
        address = f"{address}?list={self.package}"
        key = re.search(r'name="form_key" value="([^"]+)"', self.client.get(address).text)
        assert key is not None
        answers = filled.answer_of(LISTS[self.package][0])
        fields = {f"answer-{item}": value for item, value in answers.items()}
        form = {"form_key": key[1], "filled_on": day.isoformat(), **fields}
        answer = self.client.post(address, form, follow=True)
        if 'name="without_score"' in answer.text:
            answer = self.client.post(address, {**form, "without_score": "1"}, follow=True)
        return answer


def born(age: int) -> date:
    """Somebody who has this age on DAY, and for an even age has it from that very day on."""
    return date(DAY.year - age, 6, 15) if age % 2 == 0 else date(DAY.year - age - 1, 6, 16)


@pytest.mark.parametrize(("package", "filled"), ENTERED)
def test_a_list_entered_on_paper_is_on_the_profile(
    world: World, client_of, package: str, filled: Filled
) -> None:
    put_into_use(world, package)
    assert filled.age is not None
    family = family_with_child(world, born(filled.age))
    client = client_of(world.person["worker"])
    assert Entry(client, family, package).send(filled).status_code == 200
    stored = {score.scale: score for score in Score.objects.filter(administration__family=family)}
    for scale, (raw, t_score, band) in filled.told.items():
        assert stored[scale].raw_score == (None if raw is None else pytest.approx(raw, abs=1e-9))
        assert stored[scale].t_score == (None if t_score is None else pytest.approx(t_score, abs=1e-9))
        assert stored[scale].band == band
    raw, t_score, band = filled.told[PRIMARY[package]]
    html = open_profile(client, family)
    (row,) = table_rows(html)
    if t_score is None:
        assert "k-chart" not in html
        assert row.area not in AREAS.values()
        return
    assert row.score == str(int(t_score + 0.5))
    assert row.area == AREAS[band]
    for variant in ("wide", "narrow"):
        assert points(html, variant) == [(DAY.isoformat(), pytest.approx(t_score, abs=0.1), 1)]


def test_a_list_without_answers_is_refused_with_a_sentence(world: World, client_of) -> None:
    put_into_use(world, "proef-tabel")
    family = family_with_child(world, born(9))
    empty = next(one for one in LISTS["proef-tabel"][1] if one.name == "nothing-answered")
    answer = Entry(client_of(world.person["worker"]), family, "proef-tabel").send(empty)
    assert "nog geen vraag" in answer.text.lower()
    assert not family.administrations.exists()


def test_a_list_without_norms_says_why_there_is_no_course(world: World, client_of) -> None:
    put_into_use(world, "proef-kaal")
    family = family_with_child(world, born(9))
    client = client_of(world.person["worker"])
    Entry(client, family, "proef-kaal").send(LISTS["proef-kaal"][1][0])
    page = open_profile(client, family)
    assert "normen" in page.split("<main")[1]
    assert table_rows(page)[0].score in {"–", "ruw 9", "9 (ruw)"}


def test_U47_without_norms_the_text_for_the_file_has_raw_sums_and_says_why(world: World, client_of) -> None:
    put_into_use(world, "proef-kaal")
    family = family_with_child(world, born(9))
    client = client_of(world.person["worker"])
    entry = Entry(client, family, "proef-kaal")
    for day in (DAY, date(2024, 7, 15)):
        entry.send(LISTS["proef-kaal"][1][0], day)
    text = client.get(reverse("trajectories:copy", args=[family.pk])).context["page"].text
    assert "bij deze lijst horen geen normen" in text
    assert "Ruwe sommen, zonder T-score: 9 op 15 juni 2024, 9 op 15 juli 2024." in text
    assert "Nieuwste score" not in text
