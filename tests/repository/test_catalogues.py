"""Texts are found in Python and templates, written without loss, and compiled when they changed."""

import os
from gettext import GNUTranslations
from pathlib import Path

import pytest

from koers.config.catalogues import compile_catalogues
from scripts import messages

TEMPLATE = """{% load i18n %}<p class="it's">{% translate "Hello there" %}</p>
   {% blocktranslate trimmed count n=n %}
     {{ n }} list, half of 50%
   {% plural %}
     {{ n }} lists, half of 50%
   {% endblocktranslate %}
 {% translate "Save" context "button" as save %}
"""
ENTRIES = """
[[message]]
id = "Hello there"
nl = "Dag allemaal"
[[message]]
id = "%(n)s list, half of 50%%"
plural = "%(n)s lists, half of 50%%"
nl = ["%(n)s lijst, de helft van 50%%", "%(n)s lijsten, de helft van 50%%"]
[[message]]
id = "Save"
context = "button"
nl = "Bewaren"
"""


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A source tree with one template and one module, and a catalogue of its own."""
    folder = tmp_path / "koers"
    (folder / "templates").mkdir(parents=True)
    (folder / "templates" / "page.html").write_text(TEMPLATE)
    (folder / "views.py").write_text('title = _("Families") % {}\n')
    monkeypatch.setattr(messages, "SOURCE", folder)
    monkeypatch.setattr(messages, "PO", tmp_path / "locale" / "nl" / "LC_MESSAGES" / "django.po")
    monkeypatch.setattr(
        messages, "INFORMAL_PO", tmp_path / "locale" / "nl_Informal" / "LC_MESSAGES" / "django.po"
    )
    monkeypatch.setattr(messages, "compile_catalogues", lambda: [])
    return folder


def add(folder: Path, entries: str) -> None:
    path = folder.parent / "new.toml"
    path.write_text(entries)
    assert messages.main(["add", str(path)]) == 0


def test_texts_of_templates_and_modules_are_found(source: Path) -> None:
    assert messages.main(["extract"]) == 0
    found = messages.read_catalogue()
    assert {messages.key_of(message) for message in found if message.id} == {
        (None, "Hello there"),
        (None, "%(n)s list, half of 50%%"),
        ("button", "Save"),
        (None, "Families"),
    }


def test_check_passes_only_when_every_text_has_its_dutch(source: Path) -> None:
    messages.main(["extract"])
    add(source, ENTRIES)
    assert messages.main(["check"]) == 1
    add(source, '[[message]]\nid = "Families"\nnl = "Gezinnen"\n')
    assert messages.main(["check"]) == 0


def test_a_translation_survives_until_it_is_pruned(source: Path) -> None:
    add(source, ENTRIES)
    (source / "templates" / "page.html").write_text("")
    messages.main(["extract"])
    assert len(messages.read_catalogue().obsolete) == 3
    (source / "templates" / "page.html").write_text(TEMPLATE)
    messages.main(["extract"])
    assert messages.read_catalogue().get("Hello there").string == "Dag allemaal"
    (source / "templates" / "page.html").write_text("")
    messages.main(["extract", "--prune"])
    assert not messages.read_catalogue().obsolete


def test_a_text_that_moves_down_a_line_changes_nothing(source: Path) -> None:
    messages.main(["extract"])
    before = messages.PO.read_bytes()
    (source / "views.py").write_text('\n\n\ntitle = _("Families") % {}\n')
    messages.main(["extract"])
    assert messages.PO.read_bytes() == before


def test_compiling_gives_what_gettext_reads_and_is_done_once(source: Path) -> None:
    add(source, ENTRIES)
    folder = messages.PO.parents[2]
    (mo,) = compile_catalogues(folder)
    with mo.open("rb") as compiled:
        dutch = GNUTranslations(compiled)
    assert dutch.gettext("Hello there") == "Dag allemaal"
    assert dutch.pgettext("button", "Save") == "Bewaren"
    assert compile_catalogues(folder) == []
    later = mo.stat().st_mtime + 1
    os.utime(messages.PO, (later, later))
    assert compile_catalogues(folder) == [mo]
    assert {path.name for path in mo.parent.iterdir()} == {"django.po", "django.mo"}
