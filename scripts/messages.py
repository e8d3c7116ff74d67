"""Extract, add, check and compile the Dutch texts: `python scripts/messages.py COMMAND`.

extract [--prune]   look through Python and templates, update the catalogue; --prune drops what is unused
add FILE.toml       write translations: [[message]] id = "English" nl = "Nederlands" (also plural, context);
                    je = "…" where a text for parents says u: the same text for organisations that say je
check               exit 1 with a list where a text is missing, fuzzy, unused or has other placeholders
compile             make django.mo
"""

import argparse
import fcntl
import io
import os
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from koers.config.catalogues import LOCALE_DIR, compile_catalogues

SOURCE = LOCALE_DIR.parent
PO = LOCALE_DIR / "nl" / "LC_MESSAGES" / "django.po"
INFORMAL_PO = LOCALE_DIR / "nl_Informal" / "LC_MESSAGES" / "django.po"  # differing texts only
TEMPLATE_SUFFIXES = {".html", ".svg", ".txt"}
ONE: tuple[int, ...] = (1,)
TWO = (1, 2)
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), ONE),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), TWO),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
    "FaultKind": (2,),  # the core's own sentences; it knows no gettext
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|\{(\w*)(?:!r)?\}")
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)  # a fixed date in the header keeps every diff to its texts
Key = tuple[str | None, str]


def key_of(message: Message) -> Key:
    first = message.id if isinstance(message.id, str) else message.id[0]
    return message.context, first


# --- reading and writing the catalogue ---


@contextmanager
def locked() -> Iterator[None]:
    """One writer at a time: two `add`s at once would lose each other's texts."""
    PO.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(PO.parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def empty_catalogue() -> Catalog:
    return Catalog(
        locale="nl",
        domain="django",
        project="Koers",
        version="0",
        msgid_bugs_address="see SECURITY.md",
        creation_date=BEGINNING,
        revision_date=BEGINNING,
        last_translator="Koers",
        language_team="Koers",
        header_comment="# Dutch texts of Koers. Written by scripts/messages.py; licence EUPL-1.2.",
        fuzzy=False,
    )


def read_catalogue(path: Path | None = None) -> Catalog:
    path = path or PO
    if not path.exists():
        return empty_catalogue()
    with path.open("rb") as source:
        return read_po(source, locale="nl", domain="django", abort_invalid=True)


def as_bytes(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalogue, width=110, sort_output=True, include_lineno=False, include_previous=False)
    return out.getvalue()


def write_catalogue(catalogue: Catalog, path: Path | None = None) -> None:
    path = path or PO
    text = as_bytes(catalogue)
    if not path.exists() or path.read_bytes() != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(text)
        part.replace(path)


def known_messages(catalogue: Catalog) -> dict[Key, Message]:
    """Every text that was ever translated, also those no longer used."""
    live = {key_of(message): message for message in catalogue if message.id}
    return {key_of(message): message for message in catalogue.obsolete.values()} | live


# --- extraction ---


def source_files() -> Iterator[Path]:
    for path in sorted(SOURCE.rglob("*")):
        inside = path.relative_to(SOURCE).parts
        is_code = path.suffix == ".py" and "migrations" not in inside
        is_template = path.suffix in TEMPLATE_SUFFIXES and "templates" in inside
        if is_code or is_template:
            yield path


def as_python(path: Path) -> bytes:
    """The calls to gettext in a file; a template becomes lines of Python first, as Django does it."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text.encode()
    lines = templatize(text, origin=str(path)).splitlines()
    return "\n".join(line.strip() for line in lines).encode()


def extracted() -> Catalog:
    if not settings.configured:
        settings.configure()
    catalogue = empty_catalogue()
    for path in source_files():
        place = path.relative_to(SOURCE.parent.parent).as_posix()
        found = extract(
            "python", io.BytesIO(as_python(path)), keywords=KEYWORDS, options={"encoding": "utf-8"}
        )
        for _line, text, _comments, context in found:
            catalogue.add(text, locations=[(place, 1)], context=context)
    return catalogue


def merge(old: Catalog, *, prune: bool) -> Catalog:
    """A catalogue of the texts in use now, with every translation that was known."""
    new, known = extracted(), known_messages(old)
    for message in filter(lambda message: message.id, new):
        take_over(message, known.pop(key_of(message), None))
    if not prune:
        for message in filter(is_translated, known.values()):
            unused = Message(message.id, message.string, context=message.context)
            new.obsolete[new._key_for(message.id, message.context)] = unused
    return new


def take_over(message: Message, before: Message | None) -> None:
    """The translation a text had, unless it has got or lost a plural since."""
    if before is not None and isinstance(before.id, str) == isinstance(message.id, str):
        message.string = before.string
        message.flags |= before.flags & {"fuzzy"}


# --- checks ---


def forms(message: Message) -> Sequence[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def is_translated(message: Message) -> bool:
    wanted = 1 if isinstance(message.id, str) else 2
    return len(forms(message)) == wanted and all(forms(message))


def placeholders(text: str) -> set[str]:
    return {match.group(1) or "{" + match.group(2) for match in PLACEHOLDER.finditer(text)}


def has_same_placeholders(message: Message) -> bool:
    if isinstance(message.id, str):
        return placeholders(message.id) == placeholders(forms(message)[0])
    singular, plural = map(placeholders, message.id)
    return placeholders(forms(message)[0]) in (singular, plural) and placeholders(forms(message)[1]) == plural


def complaint(message: Message) -> str | None:
    if not is_translated(message):
        return "has no Dutch"
    if "fuzzy" in message.flags:
        return "is marked fuzzy"
    if not has_same_placeholders(message):
        return "has other placeholders in Dutch"
    return None


def problems(catalogue: Catalog) -> list[str]:
    """What a reader of the Dutch pages would miss, one line each."""
    found = []
    for message in catalogue:
        wrong = complaint(message) if message.id else None
        if wrong:
            place = message.locations[0][0] if message.locations else "nowhere in the source"
            found.append(f"{key_of(message)[1]!r} ({place}) {wrong}")
    found += [f"{key_of(m)[1]!r} is no longer used: run extract --prune" for m in catalogue.obsolete.values()]
    return found


# --- commands ---


def run_extract(arguments: argparse.Namespace) -> int:
    with locked():
        catalogue = merge(read_catalogue(), prune=arguments.prune)
        write_catalogue(catalogue)
        drop_unused_informal(catalogue)
    compile_catalogues()
    missing = sum(1 for message in catalogue if message.id and not is_translated(message))
    print(f"{len(catalogue)} texts, {missing} without Dutch, {len(catalogue.obsolete)} no longer used")
    return 0


def drop_unused_informal(catalogue: Catalog) -> None:
    """A text that is no longer there in Dutch has no informal form either."""
    informal = read_catalogue(INFORMAL_PO)
    live = {key_of(message) for message in catalogue if message.id}
    unused = [message for message in informal if message.id and key_of(message) not in live]
    for message in unused:
        informal.delete(key_of(message)[1], context=message.context)
    if unused:
        write_catalogue(informal, INFORMAL_PO)


def run_add(arguments: argparse.Namespace) -> int:
    entries = tomllib.loads(arguments.file.read_text(encoding="utf-8"))["message"]
    with locked():
        for path, language in ((PO, "nl"), (INFORMAL_PO, "je")):
            written = [{**entry, "nl": entry[language]} for entry in entries if language in entry]
            catalogue = read_catalogue(path)
            for entry in written:
                add_entry(catalogue, entry)
            if written:
                write_catalogue(catalogue, path)
    compile_catalogues()
    print(f"{len(entries)} texts written")
    return 0


def add_entry(catalogue: Catalog, entry: dict[str, object]) -> None:
    text, context = str(entry["id"]), entry.get("context")
    plural, dutch = entry.get("plural"), entry["nl"]
    if (plural is None) != isinstance(dutch, str):
        sys.exit(f"{text!r}: a plural needs nl = [singular, plural], a text without plural one string")
    message_id = text if plural is None else (text, str(plural))
    old = catalogue.get(text, context=context)
    places = old.locations if old else []
    catalogue.delete(text, context=context)
    catalogue.obsolete.pop(catalogue._key_for(message_id, context), None)
    string = dutch if isinstance(dutch, str) else tuple(map(str, dutch))  # type: ignore[call-overload]
    catalogue.add(message_id, string, locations=places, context=context)


def run_check(_arguments: argparse.Namespace) -> int:
    catalogue = read_catalogue()
    found = problems(catalogue)
    if PO.exists() and as_bytes(merge(catalogue, prune=False)) != PO.read_bytes():
        found.append("the catalogue differs from the source: run extract")
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


def run_compile(_arguments: argparse.Namespace) -> int:
    for path in compile_catalogues():
        print(path)
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    extraction = commands.add_parser("extract")
    extraction.add_argument("--prune", action="store_true")
    extraction.set_defaults(run=run_extract)
    addition = commands.add_parser("add")
    addition.add_argument("file", type=Path)
    addition.set_defaults(run=run_add)
    commands.add_parser("check").set_defaults(run=run_check)
    commands.add_parser("compile").set_defaults(run=run_compile)
    arguments = parser.parse_args(argv)
    result: int = arguments.run(arguments)
    return result


if __name__ == "__main__":
    sys.exit(main())
