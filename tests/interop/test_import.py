"""Earlier lists come in from a spreadsheet: all of them, or none and a sentence per row."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from koers.access.errors import NotAllowed
from koers.families.models import Family
from koers.instruments.models import InstrumentVersion
from koers.interop.actions import History, import_history, importing
from koers.interop.rows import ImportRefused
from koers.measurements.models import Administration, AdministrationSource

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


PERSON = {
    "family": "F1",
    "worker": "worker",
    "parent": "P1",
    "relation": "mother",
    "child": "C1",
    "child_birth_date": "2019-05-01",
    "mode": "paper",
}
ITEMS = [f"k{number:02d}" for number in range(1, 11)]


def a_row(day: str, answer: str = "2", **changes: str) -> dict[str, str]:
    return {**PERSON, "date": day, **dict.fromkeys(ITEMS, answer), **changes}


def history(world, rows: list[dict[str, str]], **more: object) -> History:
    columns = list(rows[0]) if rows else [*PERSON, "date", *ITEMS]
    numbered = list(enumerate(rows, start=2))
    return History(version=world.short, columns=columns, numbered=numbered, **more)


def run(world, rows: list[dict[str, str]], *, is_applied: bool = True, **more: object):
    actor = importing(world.organisation, label="tests")
    return import_history(actor=actor, history=history(world, rows, **more), is_applied=is_applied)


def refusal(world, rows: list[dict[str, str]]) -> list[str]:
    before = counts()
    with pytest.raises(ImportRefused) as refused:
        run(world, rows)
    assert counts() == before
    return [str(problem) for problem in refused.value.problems]


def counts() -> tuple[int, int]:
    return Family.objects.count(), Administration.objects.count()


def test_a_history_becomes_a_family_with_its_lists(world) -> None:
    report = run(
        world, [a_row("2026-02-03"), a_row("2026-01-05"), a_row("2026-02-03", parent="P2", relation="father")]
    )
    family = Family.objects.visible_to(world.actor("worker")).get(code="F1")
    assert (report.n_families, report.n_lists) == (1, 3)
    assert [parent.relation for parent in family.parents.all()] == ["mother", "father"]
    assert family.episodes.get().started_on == date(2026, 1, 5)
    assert [line.row for line in report.rows] == [2, 3, 4]


def test_a_dry_run_reports_the_same_and_stores_nothing(world) -> None:
    before = counts()
    rows = [a_row("2026-02-03")]
    tried = run(world, rows, is_applied=False)
    assert counts() == before
    assert run(world, rows).rows == tried.rows


def test_rows_without_worker_go_to_the_one_that_is_given(world) -> None:
    run(world, [a_row("2026-02-03", worker="")], default_worker="colleague")
    assert Family.objects.visible_to(world.actor("colleague")).filter(code="F1").exists()


def test_scores_of_a_former_system_are_marked_as_taken_over(world) -> None:
    run(world, [{**PERSON, "date": "2026-02-03", "t_score": "63.5"}])
    taken = Administration.objects.get(family__code="F1")
    assert taken.source == AdministrationSource.TAKEN_OVER
    assert taken.answers is None
    assert taken.scores.get().t_score == 63.5
    assert taken.scores.get().band == "mild"


def test_a_tenth_row_that_is_wrong_stores_nothing(world) -> None:
    days = [date(2026, 1, 1) + timedelta(days=7 * week) for week in range(9)]
    rows = [*(a_row(day.isoformat()) for day in days), a_row("2026-05-01", k04="7")]
    assert refusal(world, rows) == [
        "row 11, column k04: “7” is not an answer of this list; use one of 1, 2, 3, 4 or leave it empty"
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"family": ""}, "column family: this cell is empty"),
        ({"relation": "aunt"}, "column relation: “aunt” is not known"),
        ({"mode": "fax"}, "column mode: “fax” is not known"),
        ({"date": "03-02-2026"}, "column date: “03-02-2026” is not a date"),
        ({"date": "2018-01-01"}, "column date: On this day the child was not born yet"),
        ({"child_birth_date": "2099-01-01", "date": "2026-02-03"}, "birth date lies in the future"),
        ({"worker": "nobody"}, "column worker: “nobody” is no worker"),
        ({"worker": "lead"}, "column worker: “lead” is no worker"),
        ({"k01": "x"}, "column k01: “x” is not an answer"),
        (dict.fromkeys(ITEMS, ""), "No question is answered yet"),
    ],
)
def test_each_wrong_cell_is_one_clear_sentence(world, changes, words) -> None:
    problems = refusal(
        world,
        [a_row("2026-02-03", **changes)] if "date" not in changes else [{**a_row("2026-02-03"), **changes}],
    )
    assert len(problems) == 1
    assert words in problems[0]
    assert problems[0].startswith("row 2")


def test_a_date_in_the_future_is_refused(world) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "lies in the future" in refusal(world, [a_row(tomorrow.isoformat())])[0]


def test_a_doubled_row_names_the_first(world) -> None:
    problems = refusal(world, [a_row("2026-02-03"), a_row("2026-02-03", answer="3")])
    assert problems == ["row 3, column date: the same list already stands in row 2; remove one of the two"]


def test_a_list_that_is_already_here_is_refused(world) -> None:
    run(world, [a_row("2026-02-03")])
    assert "already a list by this person" in refusal(world, [a_row("2026-02-03")])[0]


def test_later_lists_join_a_known_family(world) -> None:
    run(world, [a_row("2026-02-03")])
    report = run(world, [a_row("2026-03-03")])
    assert report.n_families == 0
    assert Administration.objects.filter(family__code="F1").count() == 2


def test_people_are_the_same_in_all_rows(world) -> None:
    rows = [a_row("2026-02-03"), a_row("2026-03-03", relation="father")]
    assert "known here as mother" in refusal(world, rows)[0]
    rows = [a_row("2026-02-03"), a_row("2026-03-03", child_birth_date="2019-06-01")]
    assert "known here with birth date 2019-05-01" in refusal(world, rows)[0]


def test_missing_and_mixed_columns_are_named(world) -> None:
    row = a_row("2026-02-03")
    row.pop("k07")
    assert refusal(world, [row]) == ["row 1, column k07: this column is missing; add it to the first row"]
    assert "both t_score and answers" in refusal(world, [a_row("2026-02-03", t_score="60")])[0]


@pytest.mark.parametrize("value", ["", "nan", "inf", "many", "640"])
def test_a_t_score_that_is_none_is_refused(world, value) -> None:
    assert "column t_score" in refusal(world, [{**PERSON, "date": "2026-02-03", "t_score": value}])[0]


def test_a_file_without_rows_is_refused(world) -> None:
    assert refusal(world, []) == ["row 1: there are no rows below the first one"]


def test_S5_a_child_older_than_every_norm_gets_no_t_score_and_the_reason(world) -> None:
    report = run(world, [a_row("2026-02-03", child_birth_date="1999-01-01")])
    assert "no_norm_for_age" in report.rows[0].text
    score = Administration.objects.get(family__code="F1").scores.get()
    assert (score.t_score, score.reason, score.raw_score) == (None, "no_norm_for_age", 30)


def test_a_made_up_list_is_refused_outside_the_demo(world) -> None:
    elsewhere = importing(world.other_organisation, label="tests")
    short = world.short
    copy = InstrumentVersion(
        organisation=world.other_organisation,
        **{name: getattr(short, name) for name in ("instrument_id", "version", "title", "is_fictitious")},
        **{name: getattr(short, name) for name in ("content_hash", "files", "imported_at", "imported_by")},
    )
    copy.save()
    rows = [a_row("2026-02-03", worker="stranger")]
    with pytest.raises(ImportRefused) as refused:
        import_history(actor=elsewhere, history=History(copy, list(rows[0]), [(2, rows[0])]), is_applied=True)
    assert "example list with made-up norms" in str(refused.value.problems[0])


def test_staff_without_the_right_import_nothing(world) -> None:
    with pytest.raises(NotAllowed):
        import_history(
            actor=world.actor("lead"), history=history(world, [a_row("2026-02-03")]), is_applied=True
        )
