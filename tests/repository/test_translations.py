import pytest
from babel.messages.catalog import Catalog

from scripts.messages import PO, as_bytes, merge, problems, read_catalogue


def test_every_text_has_its_dutch() -> None:
    assert problems(read_catalogue()) == []


def test_extraction_changes_nothing() -> None:
    assert as_bytes(merge(read_catalogue(), prune=False)) == PO.read_bytes()


@pytest.mark.parametrize(
    ("text", "dutch", "complaint"),
    [
        ("Save", "", "has no Dutch"),
        (("%(n)d day", "%(n)d days"), ("%(n)d dag", ""), "has no Dutch"),
        ("Born on %(day)s", "Geboren op %(dag)s", "has other placeholders in Dutch"),
        (("%(n)d day", "%(n)d days"), ("%(n)d dag", "dagen"), "has other placeholders in Dutch"),
    ],
)
def test_a_faulty_text_is_seen(text: object, dutch: object, complaint: str) -> None:
    catalogue = Catalog(locale="nl")
    catalogue.add(text, dutch)  # type: ignore[arg-type]
    assert [found.endswith(complaint) for found in problems(catalogue)] == [True]


def test_a_fuzzy_and_an_unused_text_are_seen() -> None:
    catalogue = Catalog(locale="nl")
    catalogue.add("Save", "Bewaren", flags=["fuzzy"])
    catalogue.obsolete["Gone"] = catalogue.add("Gone", "Weg")
    catalogue.delete("Gone")
    assert [found.split(") ")[-1] for found in problems(catalogue)] == [
        "is marked fuzzy",
        "'Gone' is no longer used: run extract --prune",
    ]
