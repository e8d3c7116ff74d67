"""One question a screen. Every answer is stored before the next page, and works without script."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koers.measurements.entrance import actions, guessing
from koers.measurements.entrance.presenters import (
    check_page,
    dead_link,
    question_page,
    start_page,
    telephone_of,
    telephone_of_all,
    thanks_page,
)
from koers.measurements.entrance.sessions import Filling, actor_of, filling_of_request, live_invitation
from koers.measurements.models import Invitation, InvitationEnd
from koers.organisations.settings import speak_to_parents
from koers.ui.redirects import SeeOther

REASONS = {
    "not-now": InvitationEnd.REFUSED,
    "no-more": InvitationEnd.STOPPED,
    "not-mine": InvitationEnd.NOT_MINE,
}


# --- before there is a session ---


@require_safe
def start(request: HttpRequest, code: str) -> HttpResponse:
    """What is asked and why. Changes nothing and tells nothing of anybody, however often it is opened."""
    found = _opened_by(request, code)
    if isinstance(found, HttpResponse):
        response = found
    else:
        response = render(request, "entrance/start.html", {"page": start_page(found, code)})
    # No path, so no code, travels along; `no-referrer` would make the browser post `Origin: null`.
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Swap the link for a session of this device; from here on no address holds the code."""
    now = timezone.now()
    found = _opened_by(request, request.POST.get("code", ""))
    if isinstance(found, HttpResponse):
        return found
    wants_out = request.POST.get("then") == "stop"
    response = SeeOther(reverse("entrance:stop" if wants_out else "entrance:resume"))
    present = filling_of_request(request, settings.FILL_COOKIE_NAME, at=now)
    if present is None or present.invitation != found:
        set_key(response, actions.begin(actor=actor_of(found), invitation=found, at=now))
    return response


def set_key(response: HttpResponse, key: str) -> None:
    """The session's cookie: for this browser window, never for script, sent over https only in production."""
    response.set_cookie(
        settings.FILL_COOKIE_NAME,
        key,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _opened_by(request: HttpRequest, code: str) -> Invitation | HttpResponse:
    """The invitation, or the one page for every link that opens nothing, or a wait after many misses."""
    seconds = guessing.seconds_to_wait(request)
    if seconds:
        page = render(
            request, "entrance/wait.html", {"seconds": seconds}, status=HTTPStatus.TOO_MANY_REQUESTS
        )
        page.headers["Retry-After"] = str(seconds)
        return page
    invitation = live_invitation(code, at=timezone.now())
    if invitation is not None:
        speak_to_parents(invitation.organisation_id)
        return invitation
    guessing.note_miss(request)
    first, *others = dead_link()
    texts = {"first": first, "others": others}
    return render(request, "entrance/dead.html", texts, status=HTTPStatus.NOT_FOUND)


# --- in a session ---

FillView = Callable[..., HttpResponse]


def in_session(view: FillView) -> FillView:
    """Gives the view the session of this device; without one it says how to get back in."""

    @wraps(view)
    def with_filling(request: HttpRequest, **kwargs: int) -> HttpResponse:
        filling = filling_of_request(request, settings.FILL_COOKIE_NAME, at=timezone.now())
        if filling is None:
            context = {"telephone": telephone_of_all()}
            return render(request, "entrance/no_session.html", context, status=HTTPStatus.FORBIDDEN)
        speak_to_parents(filling.invitation.organisation_id)
        return view(request, filling, **kwargs)

    return with_filling


def while_open(view: FillView) -> FillView:
    """Late, double and out-of-order requests after the end change nothing and see the receipt."""

    @wraps(view)
    def only_open(request: HttpRequest, filling: Filling, **kwargs: int) -> HttpResponse:
        return view(request, filling, **kwargs) if filling.is_open else go_on(request, _end_of(filling))

    return in_session(only_open)


def go_on(request: HttpRequest, address: str) -> HttpResponse:
    """The next page; for the page's own script only where it is, so that it can wait for a connection."""
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"next": address})
    return SeeOther(address)


def _end_of(filling: Filling) -> str:
    return reverse("entrance:thanks" if filling.is_sent else "entrance:stopped")


@require_safe
@while_open
def welcome(request: HttpRequest, filling: Filling) -> HttpResponse:
    """The text of the start page for who has a session already: a device handed over, or *Terug*."""
    return render(request, "entrance/start.html", {"page": start_page(filling.invitation)})


@require_safe
@while_open
def resume(request: HttpRequest, filling: Filling) -> HttpResponse:
    """To the first question without an answer, or to the overview."""
    items = filling.instrument.items
    number = next((n for n, item in enumerate(items, start=1) if item.id not in filling.drafts), None)
    return redirect("entrance:question", number) if number else redirect("entrance:check")


@require_http_methods(["GET", "HEAD", "POST"])
@while_open
def question(request: HttpRequest, filling: Filling, number: int) -> HttpResponse:
    if not 1 <= number <= len(filling.instrument.items):
        raise Http404
    has_error = False
    if request.method == "POST":
        if not _is_of(filling, request):
            return go_on(request, reverse("entrance:resume"))
        if _kept(filling, number, request.POST.get("answer", "?")):
            return go_on(request, _after(filling, number))
        has_error = True
    page = question_page(filling, number, has_error=has_error)
    return render(request, "entrance/question.html", {"page": page})


def _is_of(filling: Filling, request: HttpRequest) -> bool:
    """Whether a page belongs to this list: another one may have been begun in this browser since."""
    return request.POST.get("form_key", "") == str(filling.invitation.form_key)


def _kept(filling: Filling, number: int, answer: str) -> bool:
    """Whether the answer was one of the options (empty: passed over), or came after the end."""
    values = {str(option.value): option.value for option in filling.instrument.options}
    if answer and answer not in values:
        return False
    item = filling.instrument.items[number - 1].id
    actions.keep_answer(actor=filling.actor, session=filling.session, item=item, value=values.get(answer))
    return True


def _after(filling: Filling, number: int) -> str:
    """The next question; the overview after the last one, or when only one answer was changed."""
    items = filling.instrument.items
    known = {*filling.drafts, items[number - 1].id}
    if number == len(items) or all(item.id in known for item in items):
        return reverse("entrance:check")
    return reverse("entrance:question", args=[number + 1])


@require_safe
@while_open
def check(request: HttpRequest, filling: Filling) -> HttpResponse:
    return render(request, "entrance/check.html", {"page": check_page(filling)})


@require_POST
@while_open
def send(request: HttpRequest, filling: Filling) -> HttpResponse:
    """Everything at once or nothing; sent twice is sent once."""
    if not _is_of(filling, request):
        return go_on(request, reverse("entrance:resume"))
    try:
        actions.send(actor=filling.actor, session=filling.session)
    except ValidationError:
        page = check_page(filling, problem=_why_not_sent(filling))
        return render(request, "entrance/check.html", {"page": page}, status=HTTPStatus.CONFLICT)
    return go_on(request, reverse("entrance:thanks"))


def _why_not_sent(filling: Filling) -> str:
    """The two reasons in a parent's words: no answer at all, or a list of today that is in already."""
    if all(draft.value is None for draft in filling.drafts.values()):
        return _("You have not answered a question yet. Choose one question and answer it.")
    return _("A list of yours of today is in already. These answers stay here. You can send them tomorrow.")


@require_safe
@in_session
def thanks(request: HttpRequest, filling: Filling) -> HttpResponse:
    if not filling.is_sent:
        return redirect("entrance:stopped" if filling.is_declined else "entrance:resume")
    return render(request, "entrance/thanks.html", {"page": thanks_page(filling)})


@require_http_methods(["GET", "HEAD", "POST"])
@while_open
def stop(request: HttpRequest, filling: Filling) -> HttpResponse:
    """Three ways to say no, kept apart; each ends with the word that help goes on."""
    reason = REASONS.get(request.POST.get("reason", ""))
    if request.method == "POST" and reason is not None and _is_of(filling, request):
        actions.decline(actor=filling.actor, session=filling.session, reason=reason)
        return go_on(request, reverse("entrance:stopped"))
    return render(request, "entrance/stop.html", {"form_key": filling.invitation.form_key})


@require_safe
@in_session
def stopped(request: HttpRequest, filling: Filling) -> HttpResponse:
    if not filling.is_declined:
        return redirect("entrance:thanks" if filling.is_sent else "entrance:resume")
    context = {
        "reason": filling.invitation.ended_reason,
        "is_handed_over": filling.is_handed_over,
    }
    return render(request, "entrance/stopped.html", context)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Whom to ask, also for who has no session."""
    filling = filling_of_request(request, settings.FILL_COOKIE_NAME, at=timezone.now())
    if filling:
        speak_to_parents(filling.invitation.organisation_id)
    telephone = telephone_of(filling.invitation) if filling else telephone_of_all()
    return render(request, "entrance/help.html", {"telephone": telephone, "has_session": bool(filling)})
