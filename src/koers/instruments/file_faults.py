"""Everything for which a file is refused before or while it is read as a package."""

from koers.psychometrics.faults import Fault, FaultKind


class FileRefused(ValueError):
    """The message is one sentence in English that names the file; `fault` gives it in other languages."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


# Where it stands in a spreadsheet.
SHEET = FaultKind("sheet", "{name}, sheet {sheet}")
ROW = FaultKind("row", "{place}, row {row}")
AT_ROW = FaultKind("at_row", "sheet {sheet}, row {row}: {fault}")
IN_WORKBOOK = FaultKind("in_workbook", "the spreadsheet as a whole: {fault}")

# Folders and zips.
NO_PACKAGE = FaultKind(
    "no_package", "{named} is no instrument package: expected a directory, a zip or one of {known}"
)
TOO_LARGE = FaultKind("too_large", "{name} is larger than {most} MB: no package is")
UNREADABLE = FaultKind("unreadable", "{path} cannot be read: {reason}")
SYSTEM_REFUSES = FaultKind("system_refuses", "this computer does not give it")
NO_ZIP = FaultKind("no_zip", "{name} is no zip that can be read: expected a directory or zip")
TOO_MANY_FILES = FaultKind("too_many_files", "{name} holds {n} files: expected {known}")
FILE_TWICE = FaultKind("file_twice", "{name} holds {inner} twice: expected once")
PATH_OUTSIDE = FaultKind(
    "path_outside", "{name} holds the path {path!r}, which leads outside the package: refused"
)
HOLDS_LINK = FaultKind("holds_link", "{name} holds {path!r}, a link: expected plain files")
LOCKED = FaultKind("locked", "{name} is locked with a password: expected a plain zip")
LINK_OR_FOLDER = FaultKind("link_or_folder", "{path} is a link or folder: expected a plain file")
UNKNOWN_FILE = FaultKind("unknown_file", "{name} holds {inner}: expected only {known}")
UNPACKS_TO_MORE = FaultKind("unpacks_to_more", "{name} unpacks to more than {most} MB: no package does")

# Spreadsheets.
NO_WORKBOOK = FaultKind("no_workbook", "{name} is no spreadsheet that can be read: save it again as .xlsx")
WORKBOOK_TOO_LARGE = FaultKind("workbook_too_large", "{name} is larger than {most} MB: split it")
WORKBOOK_UNPACKS = FaultKind("workbook_unpacks", "{name} unpacks to too much: expected a plain spreadsheet")
HOLDS_DECLARATIONS = FaultKind(
    "holds_declarations", "{name} holds XML with declarations: refused, save it again as .xlsx"
)
TOO_MANY_SHEETS = FaultKind("too_many_sheets", "{name} has more than {most} sheets: split it")
TOO_MANY_ROWS = FaultKind("too_many_rows", "{place} has more than {most} rows: split the file")
TOO_WIDE = FaultKind("too_wide", "{place} has {n} columns: remove what is not needed")
TOO_MANY_COLUMNS = FaultKind(
    "too_many_columns", "{place} has more than {most} columns: remove what is not needed"
)
NO_RESULT = FaultKind(
    "no_result",
    "{place}: a formula has no result in the file; open it in a spreadsheet program and save it",
)
CELL_TOO_LONG = FaultKind("cell_too_long", "{place}: a cell holds more than {most} characters")
BOTH_NORMS = FaultKind("both_norms", "{name} has both {one} and {other}: keep one of the two")
NO_SHEET = FaultKind("no_sheet", "{name} has no sheet {sheet!r}: start from `koers instrument template`")
COLUMNS_MISSING = FaultKind("columns_missing", "{place}: column {columns} is missing from the first row")
UNKNOWN_FACT = FaultKind("unknown_fact", "{place}: {fact!r} is unknown: expected one of {known}")

# FHIR Questionnaires.
NO_JSON = FaultKind("no_json", "{name} is no JSON that can be read: {reason}")
NO_RESOURCE = FaultKind("no_resource", "{name} holds no FHIR resource: expected a Questionnaire")
FHIR_REFUSED = FaultKind("fhir_refused", "{name} is refused: {reasons}")
NO_VALID_FHIR = FaultKind("no_valid_fhir", "{name} is no valid FHIR R4 Questionnaire: {reasons}")
NOT_WRITABLE = FaultKind("not_writable", "{name} cannot be written as FHIR: {reasons}")
AND_MORE = FaultKind("and_more", "and {n} more")
FHIR_NOT_INSTALLED = FaultKind("fhir_not_installed", "FHIR needs the extra `fhir`: pip install 'koers[fhir]'")
STANDARD_SAYS = FaultKind("standard_says", "{place}: {message}")
STANDARD_OBJECTS = FaultKind("standard_objects", "{message}")
STANDARD_DIFFERS = FaultKind("standard_differs", "this does not fit the standard")
STANDARD_NEEDS = FaultKind("standard_needs", "this is missing, and the standard needs it")
STANDARD_HAS_NOT = FaultKind("standard_has_not", "the standard has no such field")
