"""Earlier lists written by hand go in by the command, and the profiles show what was worked out by hand.

history.csv holds three families. All ten questions are reversed (5 - answer); T stands in the norm table of
voorbeeld-10 beside the raw score. The children pass a border between norm groups: HAZEL's turns 12 and
VLIER's turns 4 between two lists with the same answers, IEP's turns 19 and is then older than every norm.
"""

from pathlib import Path

import pytest

from koers.cli.main import main
from koers.families.models import Family, Parent
from koers.measurements.models import Score
from tests.acceptance.dumps import database
from tests.acceptance.pages import open_profile, points, table_rows
from tests.factories.world import World

HISTORY = Path(__file__).parent / "history.csv"
# Family, slot, day -> raw, T, band. Slots in the order in which people first come by: by date.
TOLD: dict[tuple[str, int, str], tuple[float | None, float | None, str]] = {
    # 3+3+3+3+2+3+2+3+3+2 = 27, 4-11 years
    ("HAZEL", 1, "2024-06-02"): (27, 64, "serious"),
    # 2+3+2+3+2+3+2+3+2+3 = 25: the last day of 4-11, and the first of 12-18
    ("HAZEL", 1, "2024-09-09"): (25, 61, "mild"),
    ("HAZEL", 1, "2024-09-10"): (25, 60, "mild"),
    # one open, the other nine 2: 18 / 9 x 10 = 20
    ("HAZEL", 1, "2024-12-01"): (20, 52, "none"),
    # two open: no score
    ("HAZEL", 2, "2024-06-03"): (None, None, ""),
    # one open: 3 + 7 x 2 + 3 = 20; 20 / 9 x 10 = 22.2, in a table 22
    ("HAZEL", 2, "2024-10-01"): (200 / 9, 55, "none"),
    # 3+3+3+3+2+3+2+2+3+2 = 26: the last day of 0-3, and the first of 4-11
    ("VLIER", 1, "2024-10-14"): (26, 61, "mild"),
    ("VLIER", 1, "2024-10-15"): (26, 63, "mild"),
    ("VLIER", 1, "2024-11-20"): (10, 35, "none"),
    # the most there is, 10 x 4 = 40
    ("IEP", 1, "2024-04-02"): (40, 82, "serious"),
    # 3+3+3+3+3+3+3+2+3+2 = 28: the last day at 18, and the first at 19
    ("IEP", 2, "2024-05-19"): (28, 64, "serious"),
    ("IEP", 2, "2024-05-20"): (28, None, ""),
}
AREAS = {"none": "geen noemenswaardige problemen", "mild": "milde problemen", "serious": "ernstige problemen"}


def bring_in(*more: str, file: Path = HISTORY) -> int:
    fixed = ["import", str(file), "--organisation", "vlierhof", "--instrument", "voorbeeld-10"]
    return main([*fixed, "--worker", "worker", *more])


def test_a_trial_stores_nothing_and_tells_every_row(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    before = database()
    assert bring_in() == 0
    assert database() == before
    told = capfd.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in told[:12]] == [f"row {number}" for number in range(2, 14)]
    assert "12 lists, 3 new families" in told[-1]


def test_the_stored_scores_are_those_worked_out_by_hand(world: World) -> None:
    assert bring_in("--apply") == 0
    scores = Score.objects.filter(administration__family__code__in=["HAZEL", "VLIER", "IEP"])
    stored = {
        (
            score.administration.family.code,
            score.administration.parent.slot,
            score.administration.filled_on.isoformat(),
        ): (score.raw_score, score.t_score, score.band)
        for score in scores.select_related("administration__family", "administration__parent")
    }
    assert stored.keys() == TOLD.keys()
    for key, (raw, t_score, band) in TOLD.items():
        assert stored[key] == (None if raw is None else pytest.approx(raw), t_score, band), key


@pytest.mark.parametrize("code", ["HAZEL", "VLIER", "IEP"])
def test_the_profiles_show_the_values_worked_out_by_hand(world: World, client_of, code: str) -> None:
    bring_in("--apply")
    html = open_profile(client_of(world.person["worker"]), Family.objects.get(code=code))
    own = {key[1:]: value for key, value in TOLD.items() if key[0] == code}
    drawn = sorted((day, float(t), slot) for (slot, day), (_raw, t, _band) in own.items() if t is not None)
    assert points(html, "wide") == drawn
    assert points(html, "narrow") == drawn
    rows = table_rows(html)
    assert len(rows) == len(own)
    shown = sorted((row.score, row.area) for row in rows if row.area in AREAS.values())
    assert shown == sorted((str(t), AREAS[band]) for _raw, t, band in own.values() if t is not None)


def test_the_same_file_twice_is_refused_and_changes_nothing(
    world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    bring_in("--apply")
    before = database()
    capfd.readouterr()
    assert bring_in("--apply") == 1
    assert database() == before
    assert capfd.readouterr().err.splitlines()[-1] == "koers: 12 problems; nothing was stored"


def test_a_spreadsheet_with_semicolons_and_a_byte_order_mark_gives_the_same(
    world: World, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bring_in()
    plain = capfd.readouterr().out
    other = tmp_path / "history.csv"
    other.write_bytes(b"\xef\xbb\xbf" + HISTORY.read_bytes().replace(b",", b";").replace(b"\n", b"\r\n"))
    assert bring_in(file=other) == 0
    assert capfd.readouterr().out == plain


def test_T_scores_of_a_former_system_come_in_without_items(world: World, client_of, tmp_path: Path) -> None:
    head = "family,worker,parent,relation,child,child_birth_date,date,t_score"
    row = "IEP,worker,IEP-A,mother,IEP-K,2015-05-20"
    file = tmp_path / "scores.csv"
    file.write_text(f"{head}\n{row},2024-01-10,66.5\n{row},2024-03-10,59.9\n{row},2024-05-10,60\n")
    assert bring_in("--apply", file=file) == 0
    family = Family.objects.get(code="IEP")
    assert {one.source for one in family.administrations.all()} == {"taken_over"}
    assert not family.administrations.exclude(answers=None).exists()
    html = open_profile(client_of(world.person["worker"]), family)
    assert points(html) == [("2024-01-10", 66.5, 1), ("2024-03-10", 59.9, 1), ("2024-05-10", 60.0, 1)]
    rows = table_rows(html)
    # 59.9 is shown as 60, and lies below the border all the same
    assert [(row.score, row.area) for row in rows] == [
        ("67", AREAS["serious"]),
        ("60", AREAS["none"]),
        ("60", AREAS["mild"]),
    ]
    assert all("overgenomen" in row.source for row in rows)


def test_a_family_a_parent_and_a_child_may_be_named_by_their_names(world: World, tmp_path: Path) -> None:
    Parent.objects.filter(pk=world.mother.pk).update(name="Anna")
    born = world.linde.children.get().birth_date.isoformat()
    head = "family,parent,relation,child,child_birth_date,date,t_score"
    file = tmp_path / "names.csv"
    file.write_text(f"{head}\nLinde,Anna,mother,Sam,{born},2024-06-02,61\n")
    before = world.mother.administrations.count()
    assert bring_in("--apply", file=file) == 0
    assert Family.objects.filter(name="Linde").count() == 1
    assert (world.linde.parents.count(), world.linde.children.count()) == (2, 1)
    assert world.mother.administrations.count() == before + 1


def test_a_name_that_two_families_have_is_refused(
    world: World, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    Family.objects.filter(pk=world.wilg.pk).update(name="Linde")
    file = tmp_path / "names.csv"
    head = "family,parent,relation,child,child_birth_date,date,t_score"
    file.write_text(f"{head}\nLinde,P1,mother,K1,2015-01-01,2024-06-02,61\n")
    before = database()
    assert bring_in("--apply", file=file) == 1
    assert database() == before
    assert "row 2, column family: “Linde” does not say which one" in capfd.readouterr().err


def test_a_column_that_is_not_read_is_named(
    world: World, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "slip.csv"
    file.write_text(HISTORY.read_text().replace(",mode,", ",mood,"))
    assert bring_in(file=file) == 0
    assert "columns that are not used: mood" in capfd.readouterr().out
