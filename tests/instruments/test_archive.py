"""A zip from outside is read in memory, by known names, and only when it is small and plain."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from koers.instruments import archive
from koers.instruments.archive import (
    ArchiveError,
    as_texts,
    find_package,
    read_package,
    read_zip,
    shipped_ids,
)
from koers.psychometrics import content_hash, parse_package
from tests.psychometrics.small_package import small_package

FILES = {name: content.encode() for name, content in small_package().items()}


def zipped(entries: dict[str, bytes], folder: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(folder + name, content)
    return stream.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(ArchiveError) as refused:
        read_zip(data, "mine.zip")
    return str(refused.value)


def test_a_zip_of_the_files_or_of_their_folder_is_read() -> None:
    assert read_zip(zipped(FILES), "mine.zip") == FILES
    assert read_zip(zipped(FILES, "klein-4/"), "mine.zip") == FILES


def test_what_an_operating_system_adds_is_left_out() -> None:
    added = {"klein-4/": b"", "__MACOSX/klein-4/._norms.csv": b"x", "klein-4/.DS_Store": b"x"}
    data = zipped({**{f"klein-4/{name}": content for name, content in FILES.items()}, **added})
    assert read_zip(data, "mine.zip") == FILES


def test_directory_zip_and_stored_text_are_the_same_content(tmp_path: Path) -> None:
    for name, content in {**FILES, ".DS_Store": b"x"}.items():
        (tmp_path / name).write_bytes(content)
    found = read_package(tmp_path)
    path = tmp_path.parent / f"{tmp_path.name}.zip"
    path.write_bytes(zipped(FILES))
    assert found == read_package(path) == FILES
    assert content_hash(found) == content_hash(as_texts(found))
    assert parse_package(as_texts(found)) == parse_package(found)


@pytest.mark.parametrize(
    "name", ["../instrument.toml", "a/../../norms.csv", "/etc/passwd", "..\\x", "C:\\x", "\\x"]
)
def test_a_path_that_leads_outside_is_refused(name: str) -> None:
    assert refusal(zipped({**FILES, name: b"x"})).endswith("which leads outside the package: refused")


def test_a_link_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        link = zipfile.ZipInfo("norms.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
    assert refusal(stream.getvalue()) == "mine.zip holds 'norms.csv', a link: expected plain files"


def test_an_unknown_file_or_folder_is_refused() -> None:
    expected = "expected only instrument.toml, norms.csv, expected.csv, LICENCE.txt"
    assert refusal(zipped({**FILES, "run.py": b"x"})) == f"mine.zip holds run.py: {expected}"
    assert refusal(zipped({**FILES, "more/norms.csv": b"x"})) == f"mine.zip holds more/norms.csv: {expected}"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("norms.csv", "one")
        made.writestr("norms.csv", "two")
    assert refusal(stream.getvalue()) == "mine.zip holds norms.csv twice: expected once"


def test_a_zip_that_unpacks_without_end_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped({"instrument.toml": b"\0" * (archive.MAX_UNPACKED_BYTES + 1)})
    assert len(bomb) < archive.MAX_PACKED_BYTES
    assert refusal(bomb) == "mine.zip unpacks to more than 20 MB: no package does"


def test_the_cap_holds_for_all_files_together(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED_BYTES", 1_000_100)
    files = {"instrument.toml": b"x" * 600_000, "norms.csv": b"x" * 600_000}
    assert "unpacks to more than 1 MB" in refusal(zipped(files))
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ArchiveError, match="unpacks to more than 1 MB"):
        read_package(tmp_path)


def test_a_zip_over_the_size_cap_is_refused(tmp_path: Path) -> None:
    data = b"\0" * (archive.MAX_PACKED_BYTES + 1)
    assert refusal(data) == "mine.zip is larger than 5 MB: no package is"
    path = tmp_path / "large.zip"
    path.write_bytes(data)
    with pytest.raises(ArchiveError, match=r"large\.zip is larger than 5 MB"):
        read_package(path)


def test_a_zip_of_many_files_is_refused() -> None:
    assert "holds 60 files" in refusal(zipped({f"{place}.txt": b"" for place in range(60)}))


def test_a_locked_zip_is_refused() -> None:
    data = bytearray(zipped({"instrument.toml": b"x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1  # the flag of encryption, in the directory that readers go by
    assert refusal(bytes(data)) == "mine.zip is locked with a password: expected a plain zip"


def test_what_is_no_zip_is_refused(tmp_path: Path) -> None:
    assert refusal(b"no zip").endswith("is no zip that can be read: expected a directory or zip")
    broken = bytearray(zipped({"instrument.toml": bytes(range(256)) * 20}))
    broken[60:80] = b"\xff" * 20
    assert refusal(bytes(broken)).endswith("is no zip that can be read: expected a directory or zip")
    with pytest.raises(ArchiveError, match="cannot be read: No such file"):
        read_package(tmp_path / "none.zip")


def test_a_directory_with_a_link_or_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "norms.csv").symlink_to("/etc/hostname")
    with pytest.raises(ArchiveError, match=r"norms\.csv is a link or folder"):
        read_package(tmp_path)
    (tmp_path / "norms.csv").unlink()
    (tmp_path / "norms.csv").mkdir()
    with pytest.raises(ArchiveError, match="is a link or folder: expected a plain file"):
        read_package(tmp_path)


def test_shipped_packages_are_found_by_id_and_others_by_path(tmp_path: Path) -> None:
    assert shipped_ids() == ("voorbeeld-10", "voorbeeld-34")
    assert parse_package(read_package(find_package("voorbeeld-10"))).id == "voorbeeld-10"
    assert find_package(str(tmp_path)) == tmp_path
    with pytest.raises(ArchiveError, match="obvl is no instrument package"):
        find_package("obvl")
