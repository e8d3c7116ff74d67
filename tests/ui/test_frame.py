"""The frame round every page: menu by role, theme, language, icons, badges."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.http import HttpRequest
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

import koers.ui
from koers.access.actor import StaffActor
from koers.access.roles import Role
from koers.ui import views
from koers.ui.context import site
from koers.ui.templatetags.ui import ICONS
from koers.ui.terms import TERMS
from koers.ui.wording import role_name

TEMPLATES = Path(koers.ui.__file__).parent / "templates" / "ui"
PER_ROLE = {
    Role.PRACTITIONER: ["My families"],
    Role.BEHAVIOURAL_SCIENTIST: ["Team", "Families", "Organisation"],
    Role.TEAM_LEAD: ["Team", "Families", "Organisation"],
    Role.ADMIN: ["Organisation"],
    Role.RESEARCHER: [],
    Role.PRIVACY_OFFICER: ["Access log", "Organisation"],
}


def request_of(role: Role | None = None, **cookies: str) -> HttpRequest:
    request = RequestFactory().get("/help/")
    request.COOKIES.update({name.replace("_", "-"): value for name, value in cookies.items()})
    if role is not None:
        request.actor = StaffActor(uuid4(), uuid4(), "Noor de Wit", role)  # type: ignore[attr-defined]
    return request


def rendered(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize("role", PER_ROLE)
def test_the_menu_offers_what_the_role_may_open(role: Role) -> None:
    with translation.override("en"):
        assert [link.text for link in site(request_of(role))["menu"]] == PER_ROLE[role]


def test_signed_out_there_is_no_menu() -> None:
    assert site(request_of())["menu"] == []


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ('"><script>', "")])
def test_only_known_themes_reach_the_page(cookie: str, theme: str) -> None:
    assert site(request_of(koers_theme=cookie))["theme"] == theme


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("view", [views.about, views.help_page])
@pytest.mark.parametrize("role", [None, Role.PRACTITIONER])
def test_every_page_has_the_frame(view: object, language: str, role: Role | None) -> None:
    with translation.override(language):
        page = view(request_of(role, koers_theme="dark")).content.decode()  # type: ignore[operator]
    assert f'<html lang="{language}" data-theme="dark">' in page
    assert len(re.findall(r"<h1\b", page)) == 1
    assert 'class="skip-link" href="#main"' in page
    assert '<main id="main" tabindex="-1">' in page
    assert f'href="{reverse("ui:help")}"' in page
    assert "style=" not in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'<use href="#([^"]+)"', page)) <= set(ids)


def test_T7_the_source_page_names_toolkit_makers_study_and_independence() -> None:
    with translation.override("nl"):
        page = views.about(request_of()).content.decode()
    for name in (
        "Toolkit monitoren met de OBVL-K",
        "Praktikon",
        "ZonMw",
        "Effectief werken in de jeugdsector",
        "Intermetzo",
        "Jarabee",
        "Poortje",
        "Youké",
        "onafhankelijk product",
        "geen diagnose",
        "neemt geen besluit",
        "wie recht heeft op hulp",
    ):
        assert name in page


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.key)
def test_U51_a_term_is_explained_in_at_most_30_words(term: object, language: str) -> None:
    with translation.override(language):
        assert 3 <= len(str(term.meaning).split()) <= 30  # type: ignore[attr-defined]


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_a_chosen_theme_is_kept_for_script_to_ignore(choice: str) -> None:
    response = views.theme(RequestFactory().post("/theme/", {"theme": choice, "next": "/help/"}))
    cookie = response.cookies["koers-theme"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == (choice, True, "Lax")
    assert response.url == "/help/"


def test_as_the_device_forgets_the_choice() -> None:
    response = views.theme(RequestFactory().post("/theme/", {"theme": "system"}))
    assert response.cookies["koers-theme"]["max-age"] == 0


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_the_theme_switch_leads_nowhere_else(target: str) -> None:
    response = views.theme(RequestFactory().post("/theme/", {"theme": "dark", "next": target}))
    assert response.url == reverse("home")


def test_there_are_at_most_14_icons_and_each_is_drawn() -> None:
    drawn = re.findall(r'<symbol id="icon-([\w-]+)"', (TEMPLATES / "components" / "sprite.html").read_text())
    assert sorted(drawn) == sorted(ICONS)
    assert len(drawn) <= 14


def test_an_icon_is_silent_for_a_screen_reader() -> None:
    assert 'aria-hidden="true"' in rendered('{% icon "check" %}')


@pytest.mark.parametrize("source", ['{% icon "triangle" %}', '{% badge "red" %}'])
def test_a_slip_in_a_name_fails_at_once(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        rendered(source)


def test_U40_three_levels_differ_in_word_and_shape() -> None:
    with translation.override("nl"):
        now, discuss, follow = (
            rendered("{% badge level %}", level=name) for name in ("now", "discuss", "follow")
        )
    assert "Eerst bespreken" in now
    assert "#icon-talk-filled" in now
    assert "Bespreken" in discuss
    assert '#icon-talk"' in discuss
    assert "Volgen" in follow
    assert "<svg" not in follow


def test_the_loop_marks_one_step_as_now() -> None:
    steps = [{"name": n, "state": s} for n, s in (("Meten", "done"), ("Lezen", "now"), ("Praten", "todo"))]
    html = render_to_string(
        "ui/components/loop_line.html", {"steps": steps, "sentence": "Lezen is nu aan de beurt."}
    )
    assert html.count('aria-current="step"') == 1
    assert "Lezen is nu aan de beurt." in html


def test_a_role_is_said_in_words_and_a_job_has_none() -> None:
    with translation.override("nl"):
        assert role_name("worker") == "hulpverlener"
    assert role_name("system") == ""
