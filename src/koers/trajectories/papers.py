"""The printed profile as a PDF file: tagged, in the language of the page, on one A4 (T60)."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from koers.trajectories.presenters.printed import Sheet
from koers.ui.language import spoken_language

STYLES = "koers/css/pdf.css"
VARIANT = "pdf/ua-1"  # tags, language and title; table heads get no scope, so we promise no conformance


class PdfPartsMissing(Exception):
    """The library, or the parts of the system that it sets letters with, are not installed here."""


def pdf_of(sheet: Sheet) -> bytes:
    """One A4; rows of the table that do not fit are left out, and the sheet says so.

    Raises PdfPartsMissing.
    """
    printer = _Printer.ready()
    document = printer.laid_out(sheet)
    for n in range(len(sheet.rows) - 1, -1, -1):
        if len(document.pages) == 1:
            break
        document = printer.laid_out(sheet.with_rows(n))
    made: bytes = document.write_pdf(pdf_variant=VARIANT)
    return made


@dataclass(frozen=True)
class _Printer:
    """The library is imported here and not at start-up: it costs 2 s and 90 MB (STACK § 1)."""

    library: Any
    styles: Any

    @classmethod
    def ready(cls) -> "_Printer":
        try:
            library = import_module("weasyprint")
        except (ImportError, OSError) as error:  # OSError: Pango itself cannot be loaded
            raise PdfPartsMissing(str(error)) from error
        found = finders.find(STYLES)
        return cls(library, library.CSS(filename=str(found), url_fetcher=_nothing_else))

    def laid_out(self, sheet: Sheet) -> Any:
        html = render_to_string(
            "trajectories/sheet_file.html", {"sheet": sheet, "language": spoken_language()}
        )
        page = self.library.HTML(string=html, base_url=None, url_fetcher=_nothing_else)
        numbers = self.library.CSS(string=_page_numbers())
        return page.render(stylesheets=[self.styles, numbers])


def _page_numbers() -> str:
    """The words round the two counters, which only a stylesheet knows."""
    words = _("page %(n)s of %(total)s") % {"n": "\0", "total": "\0"}
    before, between, after = (part.replace('"', "").replace("\\", "") for part in words.split("\0"))
    content = f'"{before}" counter(page) "{between}" counter(pages) "{after}"'
    return f"@page {{ @bottom-right {{ content: {content} }} }}"


def _nothing_else(url: str, *_args: object, **_named: object) -> dict[str, object]:
    """A family's page fetches nothing from anywhere."""
    path = Path(url.removeprefix("file://"))
    if url.startswith("file://") and path == Path(str(finders.find(STYLES))):
        return {"string": path.read_bytes(), "mime_type": "text/css"}
    raise ValueError("a printed profile is complete in itself")
