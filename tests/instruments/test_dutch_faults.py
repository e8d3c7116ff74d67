"""Whatever is wrong with a file, a Dutch page says it in Dutch; English is for the command line."""

import json
import re
import sys
from collections.abc import Iterator
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from koers.instruments import file_faults
from koers.instruments.actions import activate_version, import_package
from koers.instruments.archive import MAX_PACKED_BYTES
from koers.instruments.fault_wording import worded
from koers.instruments.file_faults import FileRefused
from koers.instruments.sources import PackageSource, read_upload
from koers.measurements.actions import NewList, store_list
from koers.measurements.models import AdministrationMode
from koers.psychometrics import PackageErrors, Reason, fhir_questionnaires, package_faults, parse_package
from koers.psychometrics.faults import Fault, FaultKind, Foreign, Value
from tests.factories.packages import shipped
from tests.factories.world import day
from tests.instruments.faulty_files import Upload, as_zip, uploads
from tests.instruments.test_fhir import NO, YES, choice, questionnaire
from tests.psychometrics.small_package import INSTRUMENT, changed, small_package

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:Duplicate name")]
IMPORT = "/organisation/instruments/import/"

# Words of English sentences that no Dutch sentence has and no file format uses as a name.
ENGLISH = re.compile(
    r"\b(the|and|with|expected(?!\.csv)|unknown|which|holds|refused|cannot|too|this|that|than|not|are|has|have|there|"
    r"be|save|twice|once|used|before|whole|stands|empty|number|field|should|required|input|unexpected|line|row)\b"
)
QUOTED = re.compile(r"‘[^’]*’|“[^”]*”|\"[^\"]*\"")  # what stands in the file, in whatever language
# What only a path or an export can meet, never an upload; each has its Dutch all the same.
COMMAND_LINE_ONLY = {
    file_faults.NO_PACKAGE,
    file_faults.UNREADABLE,
    file_faults.SYSTEM_REFUSES,
    file_faults.LINK_OR_FOLDER,
    package_faults.NOT_PART,
    file_faults.NOT_WRITABLE,
}
# Of two packages, of answers on a page, of a library that is otherwise; and what the check of norms prevents.
ELSEWHERE = {
    package_faults.NO_SUCH_ITEM,
    package_faults.NOT_DERIVED_FROM,
    package_faults.SOURCE_LACKS_ITEM,
    package_faults.OTHER_ANSWER_VALUES,
    package_faults.REASONS_SAID[Reason.NO_NORM_FOR_RAW],
    package_faults.REASONS_SAID[Reason.NOT_DERIVABLE],
    file_faults.FHIR_NOT_INSTALLED,
    file_faults.STANDARD_OBJECTS,
}


def kinds() -> set[FaultKind]:
    named = [*vars(package_faults).values(), *vars(file_faults).values(), *vars(fhir_questionnaires).values()]
    return {one for one in (*named, *package_faults.REASONS_SAID.values()) if isinstance(one, FaultKind)}


def faults_of(upload: Upload) -> list[Fault]:
    name, data = upload
    try:
        source: PackageSource = read_upload(data, name)
        parse_package(source.files)
    except FileRefused as refused:
        return [refused.fault]
    except PackageErrors as errors:
        return source.faults(errors)
    return []


def within(value: Value) -> Iterator[FaultKind]:
    """The kinds of a fault and of everything in it."""
    if isinstance(value, Foreign):
        yield from within(value.instead)
    elif isinstance(value, tuple):
        for one in value:
            yield from within(one)
    elif isinstance(value, Fault):
        yield value.kind
        for one in value.values.values():
            yield from within(one)


def told_on_the_page(client, upload: Upload) -> list[str]:
    name, data = upload
    page = client.post(IMPORT, {"package": SimpleUploadedFile(name, data)}).content.decode()
    box = re.search(r'class="error-summary".*?<ul>(.*?)</ul>', page, re.DOTALL)
    assert box, name
    return [
        unescape(re.sub(r"<[^>]+>", "", one)).strip()
        for one in re.findall(r"<li>(.*?)</li>", box[1], re.DOTALL)
    ]


@pytest.mark.slow
def test_S26_no_fault_of_a_file_is_told_in_english_on_a_dutch_page(world, client_of) -> None:
    admin, met = client_of(world.person["admin"]), set()
    for upload in uploads():
        faults = faults_of(upload)
        assert faults, upload[1][:80]
        met |= {kind for fault in faults for kind in within(fault)}
        told = told_on_the_page(admin, upload)
        with translation.override("nl"):
            is_small = len(upload[1]) <= MAX_PACKED_BYTES  # else the form itself has said so
            assert not is_small or told == [worded(fault).strip() for fault in faults]
        assert not [sentence for sentence in told if ENGLISH.search(QUOTED.sub("", sentence))]
    assert kinds() - met - COMMAND_LINE_ONLY - ELSEWHERE == set()


@pytest.mark.slow
def test_the_check_sees_english_where_it_stands() -> None:
    """Else it would pass for want of sight: what the command line says of the same files."""
    unseen = {
        str(fault) for upload in uploads() for fault in faults_of(upload) if not ENGLISH.search(str(fault))
    }
    assert not unseen


def test_every_kind_of_fault_has_dutch_of_its_own() -> None:
    codes = [kind.code for kind in kinds()]
    assert len(codes) == len(set(codes))
    with translation.override("nl"):
        same = {kind.code for kind in kinds() if translation.gettext(kind.english) == kind.english}
    assert same == {"in_file", "in_table", "standard_says", "standard_objects"}  # places and colons only


def test_S24_without_the_extra_the_page_says_so_in_dutch(world, client_of, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "fhir.resources.R4B.questionnaire", None)
    upload = ("q.json", json.dumps(questionnaire(choice("1", NO, YES))).encode())
    (told,) = told_on_the_page(client_of(world.person["admin"]), upload)
    assert told.startswith("Voor FHIR is op de server een uitbreiding nodig")


def test_S26_a_list_that_fits_no_other_is_refused_in_dutch(world) -> None:
    """Of two lists in use the one is taken from the other, which has another item by now."""
    other = shipped("voorbeeld-34")["instrument.toml"].replace("1.0.0", "2.0.0").replace("o03", "o99")
    files = {**shipped("voorbeeld-34"), "instrument.toml": other}
    del files["expected.csv"]
    version = import_package(actor=world.actor("admin"), files=files)
    with translation.override("nl"), pytest.raises(ValidationError) as refused:
        activate_version(actor=world.actor("scientist"), version=version)
    assert "komt uit o03, maar dat staat niet in voorbeeld-34 2.0.0" in refused.value.messages[0]


def test_S4_an_answer_that_no_list_has_is_refused_in_dutch(world) -> None:
    child = world.linde.children.get()
    new = NewList(world.mother, child, world.short, day(0), AdministrationMode.PAPER, {"k01": 9})
    with translation.override("nl"), pytest.raises(ValidationError) as refused:
        store_list(actor=world.actor("worker"), new=new)
    assert refused.value.messages == ["9 is geen antwoord op k01; nodig is een van 1, 2, 3, 4"]


def test_S26_the_sentences_are_whole_and_name_their_place() -> None:
    source = changed(changed(INSTRUMENT, "format = 1", "format = 2"), '    "a3",', '    "x3",')
    with translation.override("nl"):
        assert [worded(fault) for fault in faults_of(as_zip(small_package(instrument=source)))] == [
            "instrument.toml, regel 1: format is 2; deze versie van Koers leest format = 1",
            "instrument.toml, regel 47: [[scales]] total: "
            "item ‘x3’ is onbekend; nodig is een id uit [[items]]",
        ]
