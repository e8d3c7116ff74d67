"""Which language a page speaks: what the reader chose, else Dutch."""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation import get_supported_language_variant


class ChosenLanguageMiddleware(LocaleMiddleware):
    """The browser's own language is no wish: on managed laptops it is often English for a Dutch reader."""

    def process_request(self, request: HttpRequest) -> None:
        translation.activate(chosen_language(request))
        request.LANGUAGE_CODE = translation.get_language()


def chosen_language(request: HttpRequest) -> str:
    try:
        return get_supported_language_variant(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))
    except LookupError:
        return str(settings.LANGUAGE_CODE)


def spoken_language() -> str:
    """`nl` also where parents are spoken to with je: for content that has no such variant, and for `lang`."""
    return (translation.get_language() or str(settings.LANGUAGE_CODE)).split("-")[0]
