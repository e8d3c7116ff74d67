"""What is wrong with a package, in the language of who reads it.

The core holds every sentence in English and knows no language besides; the catalogue has the others. A kind
of fault without Dutch fails `make check`, so no half-English sentence can stand on a Dutch page.
"""

from collections.abc import Iterable

from django.utils.translation import gettext

from koers.instruments import file_faults
from koers.psychometrics import package_faults
from koers.psychometrics.faults import Fault, Value

NO_TEXT = '""'  # how a cell that nobody filled in stands in the package
IN_SHEETS = (file_faults.AT_ROW, file_faults.IN_WORKBOOK)


def worded(fault: Fault) -> str:
    return (_for_a_sheet(fault) if fault.kind in IN_SHEETS else fault).told(gettext)


def worded_each(faults: Iterable[Fault]) -> list[str]:
    return [worded(fault) for fault in faults]


def _for_a_sheet(fault: Fault) -> Fault:
    """Without the tables and quotes of the file format, which who fills in a spreadsheet never sees."""
    return fault.kind(**{name: _in_a_sheet(value) for name, value in fault.values.items()})


def _in_a_sheet(value: Value) -> Value:
    if value == NO_TEXT:
        return package_faults.EMPTY()
    if not isinstance(value, Fault):
        return value
    if value.kind == package_faults.IN_TABLE:
        return _in_a_sheet(value.values["fault"])
    return package_faults.A_TEXT() if value.kind == package_faults.TEXT_IN_QUOTES else _for_a_sheet(value)
