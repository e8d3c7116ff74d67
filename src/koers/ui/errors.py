"""Every error as a page of our own: what happened, what is safe, what to do now."""

import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from koers.access.entrance import is_at_entrance
from koers.access.errors import NotAllowed, WrongState

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ErrorText:
    happened: StrOrPromise
    safe: StrOrPromise
    now: StrOrPromise


_UNCHANGED = _("Nothing was changed.")
TEXTS: Mapping[int, ErrorText] = {
    400: ErrorText(
        _("Koers could not read this request."),
        _UNCHANGED,
        _("Go back and try again. If it happens again, tell your administrator the reference below."),
    ),
    403: ErrorText(
        _("This step does not belong to your role."),
        _UNCHANGED,
        _("Ask your team lead if you need it for your work."),
    ),
    404: ErrorText(
        _("This family or page does not exist, or you are not involved."),
        _UNCHANGED,
        _("Check the address, or ask your team lead if you are involved after all."),
    ),
    405: ErrorText(
        _("This address cannot be opened in this way."),
        _UNCHANGED,
        _("Go to your start page and open the page from there."),
    ),
    409: ErrorText(
        _("This is no longer possible, because something has changed in the meantime."),
        _("What was already saved is still there. Your last step was not carried out."),
        _("Go back, reload the page and look at how things stand now."),
    ),
    413: ErrorText(
        _("What you sent is too large for Koers."),
        _UNCHANGED,
        _("Send a smaller file or a shorter text."),
    ),
    429: ErrorText(
        _("There were too many attempts in a short time."),
        _("Your account and your data are safe."),
        _("Wait a quarter of an hour and try once more."),
    ),
    500: ErrorText(
        _("Something went wrong in Koers. That is not your doing."),
        _("What you saved before is safe. Your last step may not have been saved."),
        _("Try again in a moment. If it happens again, tell your administrator the reference below."),
    ),
    503: ErrorText(
        _("Koers is not available for a moment."),
        _("What you saved before is safe."),
        _("Try again in a quarter of an hour."),
    ),
}
FORM_TOO_OLD = ErrorText(
    _("This form was open too long, or you signed in again in another window."),
    _("Nothing was saved or changed."),
    _("Go back. Is your text still there? Copy it first. Then reload the page and fill it in once more."),
)


_TO_THE_LINK = _("Open the link that you got.")
_TRY_LATER = ErrorText(
    _("This does not work now. That is our doing."),
    _("Your answers are safe."),
    _("Try again in a quarter of an hour."),
)
_NO_SUCH_PAGE = ErrorText(_("This page is not there."), _("Your answers are safe."), _TO_THE_LINK)
PARENT_TEXTS: Mapping[int, ErrorText] = {
    403: ErrorText(_("This page was open for long."), _("Your earlier answers are safe."), _TO_THE_LINK),
    500: _TRY_LATER,
    503: _TRY_LATER,
}


def reference_of(request: HttpRequest) -> str:
    """The beginning of the request's trace: short enough to read out, and in the log of the same moment."""
    reference = request.META.setdefault("koers.reference", secrets.token_hex(4))
    short = str(reference).replace("-", "")[:8].upper()
    return f"{short[:4]}-{short[4:]}"


def error_page(request: HttpRequest, status: int, text: ErrorText | None = None) -> HttpResponse:
    reference = reference_of(request)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.error("error page %s, reference %s", status, reference)
    # After a fault the session or the database may be what failed: a page that asks nothing of them.
    asks_nothing = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    has_menu = getattr(request, "actor", None) is not None and not asks_nothing
    context = {
        "frame": "ui/base.html" if has_menu else "ui/base_plain.html",
        "status": status,
        "text": text or TEXTS[status],
        "reference": reference,
    }
    template = "ui/error.html"
    if is_at_entrance(request):
        context["text"], template = PARENT_TEXTS.get(status, _NO_SUCH_PAGE), "ui/parent_error.html"
    html = render_to_string(template, context, request=None if asks_nothing else request)
    return HttpResponse(html, status=status)


class DesignedErrorsMiddleware:
    """Exceptions of policies and bare error responses become pages; written-out answers stay as they are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_bare = isinstance(response, HttpResponse) and not response.content
        if response.status_code not in TEXTS or not is_bare:
            return response
        page = error_page(request, response.status_code)
        for name, value in response.headers.items():
            if name not in {"Content-Type", "Content-Length"}:
                page.headers[name] = value
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotAllowed):
            return error_page(request, 403)
        if isinstance(exception, WrongState):
            return error_page(request, 409)
        if isinstance(exception, RequestDataTooBig):
            return error_page(request, 413)
        return None
