"""What the frame of every page needs: theme, demo mark, main menu."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from koers.access.actor import Actor
from koers.access.roles import Permission, Reach

HOME = "/"  # no name: at the parents' door the staff addresses have none
THEME_COOKIE = "koers-theme"
THEMES = ("light", "dark")
_ORGANISATION_PAGES = frozenset({"organisations", "instruments", "interop"})
_HAND_OVER_PAGES = frozenset({"families:hand_over", "families:hand_over_from", "families:handed_over"})
_FAMILY_PAGES = frozenset({"caseload", "families", "measurements", "trajectories"})


@dataclass(frozen=True, slots=True)
class MenuLink:
    """current: the value of aria-current, empty when the reader is elsewhere."""

    address: str
    text: str
    current: str = ""


def site(request: HttpRequest) -> dict[str, Any]:
    actor: Actor | None = getattr(request, "actor", None)
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "demo_mode": settings.DEMO_MODE,
        "theme": theme if theme in THEMES else "",
        "actor": actor,
        "menu": list(_links(request, actor)) if actor else [],
        "here": request.get_full_path() if request.method == "GET" else HOME,
    }


def _links(request: HttpRequest, actor: Actor) -> Iterator[MenuLink]:
    match = request.resolver_match
    view, namespace = (match.view_name, match.namespace) if match else ("", "")
    leads_home = actor.can(Permission.TEAM_POINTS_READ)
    if leads_home:
        yield MenuLink(reverse("home"), _("Team"), "page" if view in {"home", "caseload:team"} else "")
    if actor.can(Permission.WORKLIST_READ):
        text = _("My families") if actor.reach is Reach.CASELOAD else _("Families")
        is_list = view == "caseload:families" or (view == "home" and not leads_home)
        is_inside = view != "caseload:team" and namespace in _FAMILY_PAGES and view not in _HAND_OVER_PAGES
        inside = "true" if is_inside else ""
        address = reverse("caseload:families" if leads_home else "home")
        yield MenuLink(address, text, "page" if is_list else inside)
    if actor.can(Permission.LOG_ALL_READ):
        yield MenuLink(reverse("audit:log"), _("Access log"), "page" if view == "audit:log" else "")
    acts = (Permission.EPISODE_HAND_OVER, Permission.PACKAGE_ACTIVATE)
    has_work_there = actor.reach is Reach.NOTHING or any(actor.can(act) for act in acts)
    if actor.can(Permission.ORGANISATION_READ) and has_work_there:
        is_inside = namespace in _ORGANISATION_PAGES or view in _HAND_OVER_PAGES
        current = "page" if view == "organisations:overview" else "true" if is_inside else ""
        yield MenuLink(reverse("organisations:overview"), _("Organisation"), current)
