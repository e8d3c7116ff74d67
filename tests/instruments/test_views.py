"""The pages on which a list comes in and is put into use, as a browser without JavaScript sees them."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from koers.instruments.actions import import_package
from koers.instruments.archive import as_zip
from koers.instruments.blank_workbook import blank_workbook
from koers.instruments.models import InstrumentVersion
from tests.psychometrics.small_package import INSTRUMENT, changed, small_package

pytestmark = pytest.mark.django_db
LIST, IMPORT = "/organisation/instruments/", "/organisation/instruments/import/"


@pytest.fixture
def admin(world, client_of):
    return client_of(world.person["admin"])


@pytest.fixture
def scientist(world, client_of):
    return client_of(world.person["scientist"])


def upload(content: bytes, name: str = "klein-4.zip") -> dict[str, SimpleUploadedFile]:
    return {"package": SimpleUploadedFile(name, content)}


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_S26_a_package_comes_in_by_one_and_into_use_by_another(admin, scientist) -> None:
    answer = admin.post(IMPORT, upload(as_zip(small_package())), follow=True)
    version = InstrumentVersion.objects.get(instrument_id="klein-4")
    address = reverse("instruments:detail", kwargs={"version_id": version.pk})
    assert answer.redirect_chain == [(address, 302)]
    assert f"{address}activate/" not in words(answer)
    assert f"{address}activate/" in words(scientist.get(address))
    scientist.post(f"{address}activate/")
    version.refresh_from_db()
    assert version.is_active
    assert f"{address}retire/" in words(scientist.get(address))
    scientist.post(f"{address}retire/")
    version.refresh_from_db()
    assert not version.is_active


def test_S26_every_fault_of_a_package_stands_on_the_page(admin) -> None:
    source = changed(changed(INSTRUMENT, "fictitious = true\n", ""), '    "a3",', '    "x3",')
    page = words(admin.post(IMPORT, upload(as_zip(small_package(instrument=source)))))
    assert "instrument.toml, regel 2: [instrument]: fictitious ontbreekt; nodig is true of false" in page
    assert "instrument.toml, regel 46:" in page
    assert not InstrumentVersion.objects.filter(instrument_id="klein-4").exists()


def test_S26_a_spreadsheet_that_is_not_filled_in_names_sheet_and_row(admin) -> None:
    page = words(admin.post(IMPORT, upload(blank_workbook(n_items=3, n_options=3), "mine.xlsx")))
    assert "blad instrument, rij 2: id is leeg; nodig is kleine letters, cijfers en streepjes" in page
    assert "blad items, rij 4: text is leeg; nodig is een tekst" in page


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "a.zip"), (b"no zip", "a.zip"), (b"{}", "q.json"), (b"PK\x03\x04", "a.xlsx"), (b"x", "a.exe")],
)
def test_V5_what_is_no_package_is_one_sentence(content, name, admin) -> None:
    answer = admin.post(IMPORT, upload(content, name))
    assert answer.status_code == 200
    assert "error-summary" in words(answer)


def test_V5_a_file_above_every_limit_is_told_so(admin, settings) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = admin.post(IMPORT, upload(b"x" * 1_000))
    assert "5 MB" in words(answer)


def test_an_upload_never_touches_the_disk(settings) -> None:
    assert settings.FILE_UPLOAD_HANDLERS == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]


def test_the_same_version_with_other_content_is_refused_on_the_page(admin) -> None:
    admin.post(IMPORT, upload(as_zip(small_package())))
    other = small_package(instrument=changed(INSTRUMENT, "eerste", "anders"))
    assert "klein-4" in words(admin.post(IMPORT, upload(as_zip(other))))
    assert InstrumentVersion.objects.filter(instrument_id="klein-4").count() == 1


def test_a_list_without_norms_says_what_is_missing(world, admin) -> None:
    version = import_package(
        actor=world.actor("admin"),
        files=small_package(None, instrument=changed(INSTRUMENT, "fictitious = true", "fictitious = false")),
    )
    admin.cookies["koers-language"] = "en"
    page = words(admin.get(reverse("instruments:detail", kwargs={"version_id": version.pk})))
    assert "This list has no norms." in page


def test_the_list_of_lists_marks_what_is_made_up(admin, scientist) -> None:
    for client in (admin, scientist):
        page = words(client.get(LIST))
        assert page.count("voorbeeld-10") + page.count("geen OBVL") >= 2
    assert IMPORT in words(admin.get(LIST))
    assert IMPORT not in words(scientist.get(LIST))


def test_who_imported_sees_no_button_even_as_a_scientist(world, scientist) -> None:
    version = import_package(actor=world.actor("admin"), files=small_package())
    InstrumentVersion.objects.filter(pk=version.pk).update(imported_by_id=world.person["scientist"].pk)
    address = reverse("instruments:detail", kwargs={"version_id": version.pk})
    assert "activate/" not in words(scientist.get(address))
    scientist.post(f"{address}activate/", follow=True)
    version.refresh_from_db()
    assert not version.is_active


def test_a_foreign_list_does_not_exist(world, client_of) -> None:
    address = reverse("instruments:detail", kwargs={"version_id": world.short.pk})
    assert client_of(world.person["stranger"]).get(address).status_code == 404


def test_hostile_texts_of_a_package_are_shown_as_text(world, admin) -> None:
    nasty = "<svg onload=alert(1)>{{ 7 }}"
    source = changed(INSTRUMENT, 'nl = "eerste"', f'nl = "{nasty}"')
    admin.post(IMPORT, upload(as_zip(small_package(instrument=source, **{"LICENCE.txt": nasty}))))
    version = InstrumentVersion.objects.get(instrument_id="klein-4")
    page = words(admin.get(reverse("instruments:detail", kwargs={"version_id": version.pk})))
    assert "<svg onload" not in page
    assert "&lt;svg onload=alert(1)&gt;{{ 7 }}" in page


def test_the_zip_of_a_package_is_always_the_same_bytes() -> None:
    first, second = as_zip(small_package()), as_zip(dict(reversed(small_package().items())))
    assert first == second
    assert io.BytesIO(first).getbuffer().nbytes > 100
