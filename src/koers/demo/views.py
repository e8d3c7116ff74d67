"""The way into the demo: the front door, signing in by one button, and the guided walk."""

from django.conf import settings
from django.contrib import auth
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from koers.accounts.models import User
from koers.demo import personas as people
from koers.demo import walk as walking
from koers.demo.presenters import FrontDoorPage, WalkEndPage, WalkStepPage
from koers.demo.visitors import fresh_link
from koers.demo.walkers import new_walk, walk_of
from koers.ui.redirects import SeeOther


def front_door(request: HttpRequest) -> HttpResponse:
    _leave_walk(request)
    page = FrontDoorPage.of()
    return render(request, "demo/front_door.html", {"page": page})


def personas(request: HttpRequest) -> JsonResponse:
    """For scripts and trainers: as whom one can sign in, and a parent's link of this reading's own."""
    rows = [
        {"username": persona.username, "role": persona.role.value, "name": persona.name}
        for persona in people.offered()
    ]
    url = fresh_link(_site(request))
    if url:
        rows.append({"role": "parent", "name": _("Parent answers 10 questions"), "url": url})
    return JsonResponse(rows, safe=False)


def parent(request: HttpRequest) -> HttpResponse:
    """As a parent: the page that a link opens, with a link of the visitor's own."""
    url = fresh_link(_site(request))
    if not url:
        raise Http404
    return SeeOther(url)


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def login(request: HttpRequest) -> HttpResponse:
    """Sign in as an offered persona, without password; with a step, go on to the page of that step."""
    user = people.account_of(request.POST.get("username", ""))
    if user is None:
        raise Http404
    number = walking.number_of(request.POST.get("step", ""))
    if number is None or number > len(walking.STEPS):
        _sign_in(request, user, family_of_walk=request.session.get(walking.FAMILY_KEY, ""))
        _leave_walk(request)
        return redirect("home")
    return redirect(_onto_walk(request, number))


def walk(request: HttpRequest) -> HttpResponse:
    number = walking.number_of(request.GET.get("step", "1")) or 1
    if number > len(walking.STEPS):
        _leave_walk(request)
        request.session.pop(walking.FAMILY_KEY, None)
        return render(request, "demo/walk_end.html", {"page": WalkEndPage.of()})
    return render(request, "demo/walk_step.html", {"page": WalkStepPage.of(number)})


def _onto_walk(request: HttpRequest, number: int) -> str:
    """Sign in, remember the step, and give the real page where it is taken, of the visitor's own family."""
    own = walk_of(request.session.get(walking.FAMILY_KEY, "")) or new_walk()
    if own is None:
        raise Http404
    _sign_in(request, own.user, family_of_walk=str(own.family.pk))
    request.session[walking.SESSION_KEY] = number
    return walking.real_page(walking.STEPS[number - 1], own.family)


def _sign_in(request: HttpRequest, user: User, *, family_of_walk: str) -> None:
    """Another person starts an empty session; the family of the walk stays the visitor's own."""
    auth.login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[walking.FAMILY_KEY] = family_of_walk


def _leave_walk(request: HttpRequest) -> None:
    if walking.SESSION_KEY in request.session:
        del request.session[walking.SESSION_KEY]
