"""The profile as a file: one tagged A4, and the print page with a sentence where its parts are missing."""

import io
import shutil
import subprocess
import sys
from types import ModuleType

import pytest
from django.conf import settings
from django.test import Client

from koers.audit.models import AuditEvent
from koers.families.models import Parent
from koers.trajectories import papers
from tests.factories.world import World, fill_in

NO_DECISION = "Gesprekshulpmiddel, geen besluit"


def works() -> bool:
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


needs_pango = pytest.mark.skipif(
    not works(), reason="Pango is missing: install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)


@pytest.fixture
def worker(world: World, client_of) -> Client:
    client = client_of(world.person["worker"])
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "nl"
    return client


def address(world: World, query: str = "") -> str:
    return f"/families/{world.linde.pk}/profile.pdf{query}"


def read(content: bytes):
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(content))


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in read(content).pages)


@needs_pango
@pytest.mark.slow
def test_T60_the_pdf_is_one_tagged_page_in_dutch(world: World, worker: Client) -> None:
    answer = worker.get(address(world))
    assert answer["Content-Type"] == "application/pdf"
    assert world.linde.name not in answer["Content-Disposition"]
    catalogue = read(answer.content).trailer["/Root"]
    assert len(read(answer.content).pages) == 1
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "nl"
    width, height = (float(one) for one in read(answer.content).pages[0].mediabox[2:])
    assert (round(width * 25.4 / 72), round(height * 25.4 / 72)) == (210, 297)


@needs_pango
@pytest.mark.slow
def test_T60_the_pdf_holds_role_table_norms_date_and_what_it_is(world: World, worker: Client) -> None:
    Parent.objects.filter(pk=world.mother.pk).update(name="Kanarie")
    shown = text_of(worker.get(address(world, f"?person={world.mother.pk}")).content)
    assert "Moeder" in shown
    assert "Kanarie" not in shown
    assert "vader" not in shown.lower()
    for words in (
        NO_DECISION,
        "Vlierhof",
        "voorbeeldnormen",
        "pagina 1 van 1",
        "1.0.0",
    ):
        assert words in shown, words


@needs_pango
@pytest.mark.slow
def test_T60_many_lists_still_fit_on_one_page(world: World, worker: Client) -> None:
    for days_ago in range(7, 36):
        fill_in(world, world.mother, days_ago=days_ago)
    content = worker.get(address(world, f"?person={world.mother.pk}")).content
    assert len(read(content).pages) == 1
    assert "eerdere lijsten" in text_of(content)


def test_T60_a_pdf_of_two_persons_needs_the_consent_of_both(world: World, worker: Client) -> None:
    both = f"?person={world.mother.pk}&person={world.father.pk}"
    answer = worker.get(address(world, both))
    assert answer["Content-Type"].startswith("text/html")
    assert "oestemming" in answer.content.decode()
    assert AuditEvent.objects.filter(event="print.made").latest("at").outcome == 4


def broken_library(error: Exception):
    def load(name: str) -> ModuleType:
        raise error

    return load


@pytest.mark.parametrize(
    "error", [OSError("cannot load library 'libpango-1.0-0'"), ImportError("weasyprint")]
)
def test_T60_without_the_parts_there_is_the_print_page_and_one_sentence(
    error: Exception, world: World, worker: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "import_module", broken_library(error))
    shown = worker.get(address(world))
    assert shown["Content-Type"].startswith("text/html")
    page = shown.content.decode()
    assert "libpango-1.0-0" in page
    assert page.count('class="sheet"') == 1


def test_the_library_is_loaded_only_for_a_file() -> None:
    """It costs 2 s and 90 MB."""
    load = "import django, sys; django.setup(); import koers.trajectories.views"
    code = f"{load}; print('weasyprint' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_sheet_fetches_nothing() -> None:
    with pytest.raises(ValueError, match="complete in itself"):
        papers._nothing_else("https://example.org/x.css")


@needs_pango
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm is missing: install poppler-utils")
def test_the_file_can_be_drawn(world: World, worker: Client, tmp_path) -> None:
    file = tmp_path / "sheet.pdf"
    file.write_bytes(worker.get(address(world)).content)
    subprocess.run(["pdftoppm", "-png", "-r", "60", str(file), str(tmp_path / "page")], check=True)  # noqa: S607
    assert len(list(tmp_path.glob("page*.png"))) == 1
