"""What every template promises: one heading, no inline style or script, guarded forms, safe links."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import pytest
from django.template import Context, Engine, Template, engines
from django.template.base import Node, TextNode
from django.template.defaulttags import IfNode
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.test import Client

from tests.repository.source import KOERS, Module, called_name, calls, modules, planted

TAG = re.compile(r"{%.*?%}|{#.*?#}|{{.*?}}", re.DOTALL)
UNSAFE = re.compile(r"\|\s*(?:safe|safeseq)\b|{%\s*autoescape\s+off")
UNESCAPED = {"mark_safe", "SafeString", "SafeText"}
EXTERNAL = ("http://", "https://", "//")
HEADING = re.compile(r"<h1[\s>]")


def templates() -> list[Path]:
    return sorted(p for p in KOERS.rglob("*") if "templates" in p.parts and p.suffix in {".html", ".svg"})


class Markup(HTMLParser):
    """Collects what one template may not hold."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "style":
            self.faults.append("a style element")
        if tag == "script" and "src" not in found:
            self.faults.append("an inline script")
        for name, value in attrs:
            if name == "style" or name.startswith("on") or (value or "").startswith("javascript:"):
                self.faults.append(f"the attribute {name}")
        is_external = (found.get("href") or "").startswith(EXTERNAL)
        if tag == "a" and is_external and "noopener" not in (found.get("rel") or ""):
            self.faults.append("a link to elsewhere without rel=noopener")


def faults(text: str) -> list[str]:
    parser = Markup()
    parser.feed(TAG.sub(lambda match: "" if match.group().startswith(("{%", "{#")) else "x", text))
    found = list(parser.faults)
    if UNSAFE.search(text):
        found.append("text that is not escaped")
    return found + list(unguarded_forms(text))


def unguarded_forms(text: str) -> Iterator[str]:
    for opening, inside in re.findall(r"(<form\b[^>]*>)(.*?)(?:</form>|\Z)", text, re.DOTALL | re.IGNORECASE):
        if re.search(r"method=[\"']?post", opening, re.IGNORECASE) and "{% csrf_token %}" not in inside:
            yield "a POST form without csrf_token"


def unescaped(module: Module) -> list[str]:
    """Text marked as markup, but for a constant: nothing of a family can be in that."""
    marked = [call for call in calls(module.tree) if called_name(call) in UNESCAPED]
    return [module.at(call) for call in marked if not all(isinstance(a, ast.Constant) for a in call.args)]


def engine() -> Engine:
    return engines["django"].engine  # type: ignore[attr-defined,no-any-return]


Truths = Mapping[str, bool]  # condition of an `if`, as written -> whether it holds


def headings(nodes: Iterable[Node], truths: Truths) -> int:
    """h1 elements of what is shown when these conditions hold; a condition not named does not."""
    return sum(headings_in(node, truths) for node in nodes)


def headings_in(node: Node, truths: Truths) -> int:
    if isinstance(node, TextNode):
        return len(HEADING.findall(node.s))
    if isinstance(node, IfNode):
        taken = (body for condition, body in node.conditions_nodelists if holds(condition, truths))
        return headings(next(taken, []), truths)
    return sum(headings(nodes, truths) for nodes in inside(node))


def holds(condition: object, truths: Truths) -> bool:
    return condition is None or truths.get(repr(condition), False)


def inside(node: Node) -> Iterator[Iterable[Node]]:
    if isinstance(node, IfNode):
        yield from (body for _condition, body in node.conditions_nodelists)
    elif isinstance(node, IncludeNode):
        name = node.template.resolve(Context())
        if isinstance(name, str):
            yield engine().get_template(name).nodelist
    else:
        yield from (getattr(node, name) for name in node.child_nodelists if hasattr(node, name))


def deciding(nodes: Iterable[Node]) -> set[str]:
    """The conditions on which it depends which headings are shown."""
    found: set[str] = set()
    for node in nodes:
        found |= set().union(*map(deciding, inside(node)))
        if isinstance(node, IfNode) and any(map(has_heading, inside(node))):
            found |= {repr(condition) for condition, _body in node.conditions_nodelists if condition}
    return found


def has_heading(nodes: Iterable[Node]) -> bool:
    texts = (node for node in nodes if isinstance(node, TextNode) and HEADING.search(node.s))
    return any(texts) or any(has_heading(body) for node in nodes for body in inside(node))


def counts(template: Template) -> set[int]:
    """How many h1 a page shows, over all ways in which its conditions can hold."""
    conditions = sorted(deciding(template.nodelist))
    ways = product((True, False), repeat=len(conditions))
    return {headings(template.nodelist, dict(zip(conditions, way, strict=True))) for way in ways}


def is_page(template: Template) -> bool:
    """Extends a layout, and is no layout itself (those lie in a folder `layouts` or are called base)."""
    name = template.name or ""
    is_layout = Path(name).stem.startswith(("base", "_")) or "layouts" in name
    return bool(template.nodelist) and isinstance(template.nodelist[0], ExtendsNode) and not is_layout


def name_of(path: Path) -> str:
    parts = path.parts
    return "/".join(parts[parts.index("templates") + 1 :])


def pages() -> list[Template]:
    loaded = [engine().get_template(name_of(path)) for path in templates() if path.suffix == ".html"]
    return [template for template in loaded if is_page(template)]


def test_no_template_holds_inline_style_script_or_unescaped_text() -> None:
    found = {name_of(path): faults(path.read_text(encoding="utf-8")) for path in templates()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_every_page_has_one_heading_of_the_first_level() -> None:
    found = {page.name: counts(page) for page in pages()}
    assert found
    assert {name: shown for name, shown in found.items() if shown != {1}} == {}


def test_no_module_marks_text_as_safe() -> None:
    assert [place for module in modules() for place in unescaped(module)] == []


@pytest.mark.parametrize(
    "text",
    [
        "<style>p{}</style>",
        "<script>alert(1)</script>",
        '<p style="color:red">',
        '<p onclick="x()">',
        '<a href="javascript:x()">',
        "<p>{{ name|safe }}</p>",
        "{% autoescape off %}x{% endautoescape %}",
        '<form method="post" action="/x/"><button>x</button></form>',
        '<a href="https://example.org/">elders</a>',
        '<svg><g style="fill:red"></g></svg>',
    ],
)
def test_a_bad_template_is_seen(text: str) -> None:
    assert len(faults(text)) == 1


def test_a_sound_template_passes() -> None:
    text = (
        '<script src="{% static "x.js" %}" defer></script><form method="post">{% csrf_token %}</form>'
        '<form method="get"></form><a href="{% url "home" %}">x</a>'
        '<a rel="noopener noreferrer" href="https://example.org/">x</a><p class="{{ kind }}">{{ name }}</p>'
    )
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<h2>a</h2>", {0}),
        ("<h1>a</h1>{% for x in y %}<h1>b</h1>{% endfor %}", {2}),
        ("{% if a %}<h1>a</h1>{% else %}<h1 class='x'>b</h1>{% endif %}", {1}),
        ("{% if a %}{% else %}<h1>b</h1>{% endif %} {% if a %}<h1>a</h1>{% endif %}", {1}),
        ("{% if a %}<h1>a</h1>{% endif %}{% if b %}<h1>b</h1>{% endif %}", {0, 1, 2}),
    ],
)
def test_headings_are_counted_as_they_show(text: str, shown: set[int]) -> None:
    assert counts(engine().from_string(text)) == shown


def test_text_marked_as_safe_is_seen() -> None:
    assert unescaped(planted("mark_safe('<b>' + name)")) == ["families/views.py:1"]
    assert unescaped(planted("SafeString('')")) == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/health/", "/login/", "/nowhere/", "/about/"])
def test_every_answer_carries_a_strict_content_security_policy(client: Client, address: str) -> None:
    policy = client.get(address).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-" not in policy
