"""The spreadsheet that an organisation fills in with its own licensed questionnaire."""

import io
from collections.abc import Sequence
from typing import Any

from koers.instruments import filled_workbook as sheets

READ_ME = (
    "Fill in the other sheets. Words in a first row are fixed; everything below them is yours.",
    "Then: koers instrument check THIS_FILE. Every line it prints names a sheet and a row.",
    "Then: koers instrument import THIS_FILE --organisation YOURS, or on the web under Organisation, Lists.",
    "A behavioural scientist puts the list into use: two people look at the norms.",
    "Norms: one row per raw score and age group on the sheet norms (age_to is included, in whole years);",
    "or mean and sd per age group on the sheet norms_formula. Keep one of the two.",
    "Without norms, Koers shows raw sums and answers only.",
)
FACTS = (
    ("id", "", "small letters, digits and hyphens, for example obvl-k"),
    ("version", "1.0.0", "any later change of item, key, norm or border is a new version"),
    ("title", "", "as parents and staff read it"),
    ("language", "nl", "of the texts"),
    ("fictitious", "no", "yes: items and norms are made up, so for no real family"),
    ("respondent", "parent", "who fills it in"),
    ("about", "child", "whom the answers are about"),
    ("direction", "", "higher_is_worse or higher_is_better, of the scale scores"),
    ("source", "", "manual, edition and pages of items and norms"),
    ("missing_rule", "", "none: all items needed; prorate: mean of the answered items x number of items"),
    ("max_missing", "0", "with prorate: how many items may be empty per scale"),
    ("sem", "", "standard error of measurement in T points; or give the reliability in the next row"),
    ("reliability", "", "then the standard error is 10 x the root of (1 - reliability)"),
    ("derived_from", "", "only if every item stands in a longer list: the id of that list"),
    ("licence", "", "who holds the rights, and what this organisation may do"),
)
BANDS = (("*", "mild", ""), ("*", "serious", ""))
WIDTHS = {"fact": 16, "value": 34, "text": 70, "label": 30, "title": 34, "what to fill in": 80}


def blank_workbook(*, n_items: int, n_options: int) -> bytes:
    """An .xlsx with a sheet for each part of a package, and the rows that can be known beforehand."""
    from openpyxl import Workbook
    from openpyxl.writer.excel import save_workbook

    width = max(2, len(str(n_items)))
    book = Workbook()
    about = book.active
    about.title = "read me"
    about.column_dimensions["A"].width = 110
    for line in READ_ME:
        about.append([line])
    _add(book, sheets.INSTRUMENT, FACTS, more=("what to fill in",))
    _add(book, sheets.OPTIONS, [(value, "") for value in range(1, n_options + 1)])
    items = [(f"i{place:0{width}}", "", "no", "total", "") for place in range(1, n_items + 1)]
    _add(book, sheets.ITEMS, items)
    _add(book, sheets.SCALES, [("total", "", "yes")])
    _add(book, sheets.BANDS, BANDS)
    _add(book, sheets.NORMS, [])
    _add(book, sheets.FORMULA, [])
    stream = io.BytesIO()
    save_workbook(book, stream)
    return stream.getvalue()


def _add(book: Any, title: str, rows: Sequence[Sequence[object]], *, more: Sequence[str] = ()) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    columns = (*sheets.COLUMNS[title], *more)
    sheet.append(columns)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append(row)
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(column, 14)
    sheet.freeze_panes = "A2"
