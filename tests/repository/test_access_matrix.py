"""Every address has a row in the access matrix, and every row an address."""

from collections.abc import Iterable, Iterator, Mapping

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

from koers.access.matrix import FORM, MATRIX, Rule
from koers.access.roles import Permission

METHODS = {"GET", "HEAD", "POST"}


def url_names(patterns: Iterable[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    """`app:name` of every address; an address without a name gives its route between angle brackets."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from url_names(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name}" if pattern.name else f"<{pattern.pattern}>"


def differences(names: Iterable[str], matrix: Mapping[str, Rule]) -> list[str]:
    known = set(names)
    missing = [f"{name} has no row" for name in sorted(known - set(matrix))]
    return missing + [f"{name} has no address" for name in sorted(set(matrix) - known)]


def weak_rows(matrix: Mapping[str, Rule]) -> Iterator[str]:
    """Rows that say nothing: no method, a family without a right, public or for parents yet with a right."""
    for name, rule in matrix.items():
        if not rule.methods or not rule.methods <= METHODS:
            yield f"{name}: methods {sorted(rule.methods)}"
        if rule.of_family and rule.permission is None:
            yield f"{name}: a family without a permission"
        if rule.is_public and (rule.permission is not None or rule.of_family):
            yield f"{name}: public and guarded at once"
        if rule.for_respondent and (rule.is_public or rule.permission is not None or rule.of_family):
            yield f"{name}: at the parents' door and guarded as for staff"


def test_urlconf_and_matrix_are_the_same_list() -> None:
    assert differences(url_names(get_resolver().url_patterns), MATRIX) == []


def test_every_row_says_who_and_how() -> None:
    assert list(weak_rows(MATRIX)) == []


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_an_address_without_row_a_row_without_address_and_a_nameless_address_are_seen() -> None:
    patterns = [path("a/", view, name="a"), path("b/", view)]
    assert differences(url_names(patterns), {"c": Rule()}) == [
        "<b/> has no row",
        "a has no row",
        "c has no address",
    ]


@pytest.mark.parametrize(
    "rule",
    [
        Rule(methods=frozenset()),
        Rule(methods=frozenset({"PUT"})),
        Rule(of_family=True),
        Rule(is_public=True, permission=Permission.EPISODE_READ),
        Rule(for_respondent=True, is_public=True),
        Rule(for_respondent=True, permission=Permission.EPISODE_READ),
    ],
)
def test_a_weak_row_is_seen(rule: Rule) -> None:
    assert list(weak_rows({"x": rule}))
    assert list(weak_rows({"x": Rule(methods=FORM, permission=Permission.EPISODE_READ)})) == []
