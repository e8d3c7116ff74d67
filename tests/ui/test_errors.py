"""U60: every error is a page of ours that says what happened, what is safe and what to do now."""

import re

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.utils import translation

from koers.access.errors import NotAllowed, WrongState
from koers.access.roles import Permission
from koers.ui import views
from koers.ui.errors import TEXTS, DesignedErrorsMiddleware, error_page, reference_of


@pytest.fixture
def get() -> HttpRequest:
    return RequestFactory().get("/families/")


def page_of(response: object) -> str:
    assert isinstance(response, HttpResponse)
    return response.content.decode()


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 429, 500, 503])
def test_U60_each_status_has_its_three_sentences_and_a_reference(get: HttpRequest, status: int) -> None:
    with translation.override("nl"):
        response = error_page(get, status)
        page = page_of(response)
        text = TEXTS[status]
        assert response.status_code == status
        assert all(str(sentence) in page for sentence in (text.happened, text.safe, text.now))
    assert page.count("<h1>") == 1
    assert reference_of(get) in page
    assert f"code {status}" in page


@pytest.mark.parametrize("status", TEXTS)
def test_every_sentence_of_an_error_is_translated(status: int) -> None:
    text = TEXTS[status]
    for sentence in (text.happened, text.safe, text.now):
        with translation.override("en"):
            english = str(sentence)
        with translation.override("nl"):
            assert str(sentence) != english


def test_a_page_after_a_fault_asks_nothing_of_session_or_actor(get: HttpRequest) -> None:
    class Broken:
        def __getattr__(self, name: str) -> object:
            raise AssertionError(f"asked for {name}")

    get.actor = Broken()  # type: ignore[attr-defined]
    assert views.server_error(get).status_code == 500


@pytest.mark.parametrize(
    ("exception", "status"),
    [
        (NotAllowed(Permission.LINE_READ), 403),
        (WrongState("care has ended"), 409),
        (RequestDataTooBig(), 413),
    ],
)
def test_exceptions_of_policies_become_pages(get: HttpRequest, exception: Exception, status: int) -> None:
    response = DesignedErrorsMiddleware(lambda request: HttpResponse()).process_exception(get, exception)
    assert response is not None
    assert response.status_code == status
    assert "care has ended" not in page_of(response)


def test_other_faults_are_left_to_django(get: HttpRequest) -> None:
    assert (
        DesignedErrorsMiddleware(lambda request: HttpResponse()).process_exception(get, ValueError()) is None
    )


def test_refused_before_the_view_is_a_403_as_well() -> None:
    assert issubclass(NotAllowed, PermissionDenied)


def test_a_bare_405_becomes_a_page_and_keeps_its_allow_header(get: HttpRequest) -> None:
    response = DesignedErrorsMiddleware(lambda request: HttpResponseNotAllowed(["POST"]))(get)
    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"
    assert "<h1>" in page_of(response)


@pytest.mark.parametrize(
    "answer",
    [
        JsonResponse({"status": "not ready"}, status=503),
        StreamingHttpResponse([b"x"], status=404),
        HttpResponse(status=204),
        HttpResponse(b"made by a view", status=409),
    ],
)
def test_written_out_answers_are_left_alone(get: HttpRequest, answer: HttpResponse) -> None:
    assert DesignedErrorsMiddleware(lambda request: answer)(get) is answer


def test_the_reference_is_short_stable_and_the_beginning_of_the_trace(get: HttpRequest) -> None:
    get.META["koers.reference"] = "7f3a91c2-0000-4000-8000-000000000000"
    assert reference_of(get) == reference_of(get) == "7F3A-91C2"


def test_two_requests_have_two_references() -> None:
    factory = RequestFactory()
    assert reference_of(factory.get("/")) != reference_of(factory.get("/"))
    assert re.fullmatch(r"[0-9A-F]{4}-[0-9A-F]{4}", reference_of(factory.get("/")))


def test_a_form_that_stood_open_too_long_says_that_nothing_was_saved(get: HttpRequest) -> None:
    with translation.override("en"):
        page = page_of(views.csrf_failure(get, reason="CSRF cookie not set."))
    assert "Nothing was saved or changed." in page
    assert "Is your text still there? Copy it first." in page  # a reload would lose it
    assert "CSRF" not in page
