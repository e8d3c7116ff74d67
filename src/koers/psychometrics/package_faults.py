"""Everything that can be wrong in the files of an instrument package."""

from koers.psychometrics.faults import FaultKind
from koers.psychometrics.norms import Reason

# Where it stands.
AT_LINE = FaultKind("at_line", "{file}, line {line}: {fault}")
IN_FILE = FaultKind("in_file", "{file}: {fault}")
IN_TABLE = FaultKind("in_table", "{table}: {fault}")

# Files.
NOT_PART = FaultKind("not_part", "is not part of a package: expected {known}")
FILE_MISSING = FaultKind("file_missing", "is missing from the package")
NOT_UTF8 = FaultKind("not_utf8", "byte {byte} is not UTF-8: save the file as UTF-8")
HOLDS_NUL = FaultKind("holds_nul", "holds a NUL character: expected text")

# Values, and what was expected of them.
WRONG_VALUE = FaultKind("wrong_value", "{name} is {found}: expected {expected}")
KEY_MISSING = FaultKind("key_missing", "{name} is missing: expected {expected}")
KEY_UNKNOWN = FaultKind("key_unknown", "{name} is unknown here: expected one of {known}")
EMPTY = FaultKind("empty", "empty")
QUOTED = FaultKind("quoted", "{text!r}")
ONE_OF = FaultKind("one_of", "one of {known}")
A_NAME = FaultKind("a_name", "a name")
A_TEXT = FaultKind("a_text", "a text")
TEXT_IN_QUOTES = FaultKind("text_in_quotes", "a text between quotes, not empty")
WHOLE_NUMBER = FaultKind("whole_number", "a whole number")
ANY_NUMBER = FaultKind("any_number", "a number")
DECIMAL_NUMBER = FaultKind("decimal_number", "a number with a decimal point")
ABOVE_ZERO = FaultKind("above_zero", "a number above 0")
TRUE_OR_FALSE = FaultKind("true_or_false", "true or false")
TEXTS_BY_LANGUAGE = FaultKind("texts_by_language", 'texts by language, none empty, as {{ nl = "…" }}')
PAIRS_OF_ITEMS = FaultKind("pairs_of_items", 'pairs of item ids, as {{ k01 = "o03" }}')
LIST_OF_TEXTS = FaultKind("list_of_texts", 'a list of texts, none empty, as ["…", "…"]')
A_TABLE = FaultKind("a_table", "a table")
TABLES_IN_BRACKETS = FaultKind("tables_in_brackets", "one or more tables in double brackets")
INSTRUMENT_ID_LETTERS = FaultKind("instrument_id_letters", "small letters, digits and hyphens")
VERSION_LETTERS = FaultKind("version_letters", 'a version without spaces, as "1.0.0"')
PART_ID_LETTERS = FaultKind("part_id_letters", "letters, digits, and _ . -")

# instrument.toml
NOT_TOML = FaultKind("not_toml", "not TOML: {reason}")
LOOK_AT_MARKS = FaultKind("look_at_marks", "look at quotes, brackets and commas")
OTHER_FORMAT = FaultKind("other_format", "format is {found}: this version of Koers reads format = {known}")
BAD_LANGUAGE = FaultKind("bad_language", 'language {language!r}: expected a code as "nl" or "en"')
NO_TEXT_IN = FaultKind("no_text_in", "{name} has no text in {language!r}, a language of this instrument")
ONE_OPTION = FaultKind("one_option", "there is one [[options]]: expected at least two")
TOO_MANY_OPTIONS = FaultKind(
    "too_many_options", "expected at most {most} options, with values from -{largest} to {largest}"
)
OPTIONS_UNORDERED = FaultKind("options_unordered", "option values are {found}: expected them in order")
TOO_MANY_ITEMS = FaultKind("too_many_items", "there are {n} items: expected at most {most}")
ID_IS_COLUMN = FaultKind("id_is_column", "id {id!r} is the name of a column of scores: expected another")
UNKNOWN_ITEM = FaultKind("unknown_item", "item {item!r} is unknown: expected an id of [[items]]")
ITEM_TWICE = FaultKind("item_twice", "item {item!r} stands here twice: expected once")
PRIMARY_SCALES = FaultKind("primary_scales", "{n} scales have primary = true: expected exactly one")
MAX_MISSING = FaultKind(
    "max_missing",
    "max_missing is {found}: expected 0 or more, and fewer than the {n} items of the smallest scale",
)
BAND_OF_UNKNOWN_SCALE = FaultKind(
    "band_of_unknown_scale", 'scale {scale!r} is unknown: expected "*" or an id of [[scales]]'
)
BANDS_NOT_WORSE = FaultKind(
    "bands_not_worse",
    "{band} from T {t} follows {before} from T {t_before}: expected ascending borders with bands that grow "
    "worse",
)
BANDS_NOT_BETTER = FaultKind(
    "bands_not_better",
    "{band} from T {t} follows {before} from T {t_before}: expected ascending borders with bands that grow "
    "better",
)
SEM_OR_RELIABILITY = FaultKind("sem_or_reliability", "expected either sem or reliability")
SEM_NOT_POSITIVE = FaultKind("sem_not_positive", "sem is {found}: expected a number of T points above 0")
RELIABILITY_OUTSIDE = FaultKind("reliability_outside", "reliability is {found}: expected from 0 to below 1")
DERIVED_FROM_ITSELF = FaultKind(
    "derived_from_itself", "from is {source!r}, this instrument itself: expected another id"
)
NOT_MAPPED = FaultKind("not_mapped", "no item is mapped to {items}: expected every item")
TAKEN_TWICE = FaultKind("taken_twice", "{item!r} is taken twice: expected once")
USED_BEFORE = FaultKind("used_before", "{name} {value!r} is used before: expected each {name} once")

# norms.csv and expected.csv
NOT_CSV = FaultKind("not_csv", "not CSV: {reason}")
CELL_WITHOUT_END = FaultKind("cell_without_end", "a quote is opened and never closed, or a cell has no end")
WRONG_COLUMNS = FaultKind("wrong_columns", "columns are {found}: expected {expected}")
ABSENT = FaultKind("absent", "missing")
EITHER = FaultKind("either", "{one} or {other}")
WRONG_FIELDS = FaultKind("wrong_fields", "{n} fields: expected {expected}, as in the first line")
NO_ROWS = FaultKind("no_rows", "has no rows below its first line")
AGES_REVERSED = FaultKind(
    "ages_reversed", "ages {first} to {last}: expected 0 or more, and age_to not below age_from"
)
UNKNOWN_SCALE = FaultKind("unknown_scale", "scale {scale!r} is unknown: expected one of {known}")
UNKNOWN_OWN_SCALE = FaultKind("unknown_own_scale", "scale {scale!r} is unknown: expected an id of [[scales]]")
NO_PRIMARY_NORMS = FaultKind("no_primary_norms", "has no norms for the primary scale {scale!r}")
NORMS_WITHOUT_BANDS = FaultKind(
    "norms_without_bands", "has norms for scale {scale!r}, for which instrument.toml has no [[bands]]"
)
OTHER_AGES = FaultKind(
    "other_ages",
    "group {group!r} has ages {first} to {last}: expected {own_first} to {own_last}, as in line {line}",
)
GROUP_TWICE = FaultKind("group_twice", "group {group!r} stands in line {line} too: expected one line a group")
AGES_OVERLAP = FaultKind(
    "ages_overlap",
    "ages of groups {before!r} and {after!r} overlap: expected {after!r} to begin at {expected}, "
    "not at {found}",
)
AGES_WITH_GAP = FaultKind(
    "ages_with_gap",
    "ages of groups {before!r} and {after!r} leave a gap: expected {after!r} to begin at {expected}, "
    "not at {found}",
)
T_FALLS = FaultKind(
    "t_falls",
    "T falls from {before} at raw {raw_before} to {after} at raw {raw_after}: "
    "expected T never to turn round (group {group!r})",
)
T_RISES = FaultKind(
    "t_rises",
    "T rises from {before} at raw {raw_before} to {after} at raw {raw_after}: "
    "expected T never to turn round (group {group!r})",
)
RAW_TWICE = FaultKind("raw_twice", "raw {raw} stands in line {line} too: expected once a group")
RAW_UNREACHABLE = FaultKind("raw_unreachable", "raw {raw} cannot be reached: expected {lowest} to {highest}")
RAW_ABSENT = FaultKind(
    "raw_absent",
    "scale {scale!r}, group {group!r}: no T for raw {raws}: expected every attainable raw once",
)
COMPUTED_OTHERWISE = FaultKind("computed_otherwise", "{name} is {found}, but Koers computes {computed}")
NONE_COMPUTED = FaultKind("none_computed", "none ({reason})")
REASONS_SAID = {
    Reason.TOO_MANY_MISSING: FaultKind("too_many_missing", "too_many_missing"),
    Reason.NO_NORMS: FaultKind("no_norms", "no_norms"),
    Reason.AGE_UNKNOWN: FaultKind("age_unknown", "age_unknown"),
    Reason.NO_NORM_FOR_AGE: FaultKind("no_norm_for_age", "no_norm_for_age"),
    Reason.NO_NORM_FOR_RAW: FaultKind("no_norm_for_raw", "no_norm_for_raw"),
    Reason.NOT_DERIVABLE: FaultKind("not_derivable", "not_derivable"),
}

# Answers, and a list that is taken from another.
NO_SUCH_ITEM = FaultKind("no_such_item", "{instrument} has no item {item!r}")
NO_SUCH_ANSWER = FaultKind("no_such_answer", "{value} is no answer to {item}: expected one of {known}")
NOT_DERIVED_FROM = FaultKind("not_derived_from", "{short} is not derived from {source}")
SOURCE_LACKS_ITEM = FaultKind(
    "source_lacks_item", "item {item} is taken from {source_item}, which {source} does not have"
)
OTHER_ANSWER_VALUES = FaultKind("other_answer_values", "{short} and {source} have different answer values")
