"""What parents read: short, plain, true and never frightening (UX § 7, U15 to U20)."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from koers.access import roles
from koers.access.roles import Permission, Reach, Role
from koers.measurements.entrance import presenters
from koers.organisations import settings
from koers.organisations.models import OrganisationSettings
from tests.factories.world import World
from tests.measurements.entering import Phone, ask
from tests.measurements.parent_texts import banned, lengths, reading_score, words

pytestmark = pytest.mark.django_db
BREAKS = re.compile(r"</(?:p|h1|h2|li|button|a|legend|span|div|section|strong)>|<br>")


def lines_of(page: str) -> str:
    """The sentences of a page under each other, without the menu bar."""
    body = page[page.index("<main") : page.index("</footer>")]
    body = re.sub(r'<a href="tel:\d+">([^<]+)</a>', r"\1", body)  # a link inside a sentence ends no line
    text = re.sub(r"<[^>]+>", " ", BREAKS.sub("\n", body))
    return "\n".join(" ".join(line.split()) for line in unescape(text).splitlines() if line.strip())


@pytest.fixture
def pages(world: World) -> dict[str, str]:
    """Every page a parent can meet, with the items of the list left out: those are the publisher's."""
    issued = ask(world, world.mother)
    key = str(issued.invitation.form_key)
    phone, second, waiting = Phone(), Phone(), Client(REMOTE_ADDR="192.0.2.1")
    found = {"start": phone.open(issued.code), "question": phone.begin(issued.code)}
    found["wrong"] = phone.answer(1, "9", key)
    found["check"] = phone.answer_all(issued.invitation)
    found["stop"] = phone.client.get("/fill/stop/")
    found["help"] = phone.client.get("/fill/help/")
    second.begin(issued.code)
    found["question elsewhere"] = second.client.get("/fill/1/")
    phone.answer(2, "", key)
    found["skipped"] = phone.client.get("/fill/2/")
    found["check skipped"] = phone.client.get("/fill/check/")
    found["thanks"] = phone.send(issued.invitation)
    found["dead"] = phone.open(issued.code)
    found["no session"] = Client().get("/fill/1/")
    found["missing"] = Client().get("/fill/nothing/")
    found["too long open"] = Client(enforce_csrf_checks=True).post("/fill/send/")
    for _miss in range(11):
        found["wait"] = waiting.get("/i/x")
    for reason in ("not-now", "no-more", "not-mine"):
        other = ask(world, world.father)
        phone.begin(other.code)
        form = {"reason": reason, "form_key": str(other.invitation.form_key)}
        found[reason] = phone.client.post("/fill/stop/", form, follow=True)
    items = {item.text["nl"] for item in world.short.instrument.items}
    texts = {name: lines_of(answer.content.decode()) for name, answer in found.items()}
    return {
        name: "\n".join(line for line in text.splitlines() if line not in items and "This link" not in line)
        for name, text in texts.items()
    }


def own_dutch(name: str, text: str) -> str:
    """The dead page says the same in English below; only the Dutch counts here."""
    english = ("Have you", "Do you want")
    kept = [line for line in text.splitlines() if not line.startswith(english)]
    return "\n".join(kept) if name == "dead" else text


def test_S16_every_page_is_short_and_plain(pages: dict[str, str]) -> None:
    hard = {}
    for name, page in pages.items():
        text = own_dutch(name, page)
        long, score = lengths(text), reading_score(text)
        if max(long) > 15 or sum(long) / len(long) > 10 or score < 70:
            hard[name] = (max(long), round(sum(long) / len(long), 1), round(score), text)
    assert hard == {}


def test_U16_no_banned_word_and_no_je_on_any_page(pages: dict[str, str]) -> None:
    found = {name: banned(own_dutch(name, text)) for name, text in pages.items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_U15_the_start_page_is_at_most_ninety_words(pages: dict[str, str]) -> None:
    assert len(words(pages["start"])) <= 90
    assert len(words(pages["start"])) >= 60


def test_U23_without_a_number_no_page_says_to_call(pages: dict[str, str]) -> None:
    calls = re.compile(r"\b(?:[Bb]el|[Cc]all)\b (?!112)")
    assert [name for name, text in pages.items() if calls.search(text)] == []
    for name in ("help", "thanks", "dead", "no session"):
        assert "Vraag het uw hulpverlener." in pages[name], name


def test_S19_every_page_says_that_nobody_reads_along_and_whom_to_call(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        assert "Niemand leest nu mee." in text, name
        assert "Bel 112." in text, name


def test_U20_titles_say_nothing_of_family_list_or_care(world: World) -> None:
    issued = ask(world, world.mother)
    phone = Phone()
    answers = [phone.open(issued.code), phone.begin(issued.code), phone.client.get("/fill/help/")]
    titles = [re.search("<title>(.*?)</title>", one.content.decode())[1] for one in answers]  # type: ignore[index]
    assert titles == ["Korte vragen", "Vraag 1 van 10", "Hulp"]


def test_the_start_page_holds_no_name_no_score_and_no_progress(world: World) -> None:
    issued = ask(world, world.mother)
    phone = Phone()
    before = phone.open(issued.code).content.decode()
    phone.begin(issued.code)
    phone.answer_all(issued.invitation)
    after = Phone().open(issued.code).content.decode()
    token = r'csrfmiddlewaretoken" value="\w+"'
    assert re.sub(token, "", after) == re.sub(token, "", before)
    for fact in ("Linde", "Sam", "moeder", "Worker", "Noord"):
        assert fact not in before
    assert "Vlierhof" in before


def test_who_sees_the_answers_is_built_from_what_roles_may_read(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.utils import translation

    with translation.override("nl"):
        assert presenters.who_sees() == "Uw hulpverlener en het team."
        only = {Role.PRACTITIONER: frozenset({Permission.ANSWERS_READ})}
        monkeypatch.setattr(presenters, "ROLE_PERMISSIONS", only)
        assert roles.ROLE_REACH[Role.PRACTITIONER] is Reach.CASELOAD
        assert presenters.who_sees() == "Alleen uw hulpverlener."


def test_a_telephone_number_stands_where_the_organisation_gave_one(world: World, monkeypatch) -> None:
    known = OrganisationSettings(organisation=world.organisation, version=1, telephone="085 000 12 34")
    monkeypatch.setattr(settings, "of", lambda _organisation_id: known)
    issued = ask(world, world.mother)
    phone = Phone()
    page = lines_of(phone.open(issued.code).content.decode())
    assert "Hulp nodig? Bel ons op 085 000 12 34." in page
    assert len(words(page)) <= 90
    phone.begin(issued.code)
    assert "Bel 085 000 12 34." in lines_of(phone.client.get("/fill/help/").content.decode())


# --- the sheet ---

TOO_NEW = (
    ":has(", ":is(", ":where(", "@layer", "@container", "color-mix(", "light-dark(", "aspect-ratio", "inset",
    "dvh", "gap:", "text-wrap", "clamp(", "min(", "max(", "&",
)  # fmt: skip


def asset(name: str) -> str:
    return Path(str(finders.find(f"koers/{name}"))).read_text(encoding="utf-8")


@pytest.mark.parametrize("sheet", ["css/parent.css", "css/tokens.css"])
def test_U2_the_parents_sheet_keeps_to_what_old_browsers_know(sheet: str) -> None:
    text = re.sub(r"/\*.*?\*/", "", asset(sheet), flags=re.DOTALL)
    assert [word for word in TOO_NEW if word in text] == []
    assert "url(" not in text
    assert "@import" not in text


def test_the_parents_sheet_names_no_colour_of_its_own() -> None:
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", asset("css/parent.css"))
    known = set(re.findall(r"(--k-[\w-]+):", asset("css/tokens.css")))
    assert set(re.findall(r"var\((--k-[\w-]+)", asset("css/parent.css"))) <= known


@pytest.mark.parametrize("script", ["js/start.js", "js/fill.js"])
def test_the_parents_scripts_keep_to_what_old_browsers_know(script: str) -> None:
    text = re.sub(r"^\s*//.*$", "", asset(script), flags=re.MULTILINE)
    assert not re.search(r"=>|\?\.|\?\?|\bconst\b|\blet\b|`|[sS]torage|indexedDB|caches|import", text)


def test_U3_a_first_load_is_below_thirty_kilobytes_and_a_step_below_five(world: World) -> None:
    """Even uncompressed; compression by the server in front makes it a third."""
    issued = ask(world, world.mother)
    phone = Phone()
    page = phone.open(issued.code).content.decode()
    assets = re.findall(r'(?:href|src)="/static/koers/([\w/.-]+)"', page)
    assert set(assets) == {"img/mark.svg", "css/tokens.css", "css/parent.css", "js/start.js"}
    step = phone.begin(issued.code).content
    assets += re.findall(r'src="/static/koers/([\w/.-]+)"', step.decode())
    assert "js/fill.js" in assets
    assert len(page.encode()) + sum(len(asset(name).encode()) for name in assets) < 30_000
    assert len(step) < 5_000
