"""Dutch unless the reader chose otherwise; the switch is a cookie."""

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from koers.ui.language import ChosenLanguageMiddleware


def spoken(cookie: str | None, accepts: str = "en-US,en;q=0.9") -> tuple[str, HttpResponse]:
    request = RequestFactory().get("/", headers={"Accept-Language": accepts})
    if cookie is not None:
        request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = cookie

    def answer(given: HttpRequest) -> HttpResponse:
        return HttpResponse(translation.get_language())

    with translation.override("en"):
        response = ChosenLanguageMiddleware(answer)(request)
    assert isinstance(response, HttpResponse)
    return response.content.decode(), response


@pytest.mark.parametrize(
    ("cookie", "language"),
    [(None, "nl"), ("en", "en"), ("nl", "nl"), ("fr", "nl"), ("../x", "nl"), ("", "nl")],
)
def test_a_page_is_dutch_unless_english_was_chosen(cookie: str | None, language: str) -> None:
    assert spoken(cookie)[0] == language


def test_the_response_says_its_language() -> None:
    assert spoken("en")[1].headers["Content-Language"] == "en"
    assert spoken(None)[1].headers["Content-Language"] == "nl"
