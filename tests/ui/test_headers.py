"""TRUST § 7.1: the headers that neither Django nor django-csp sets, on every kind of response."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from koers.ui.headers import PERMISSIONS_POLICY, SecurityHeadersMiddleware


def through(response: HttpResponse) -> HttpResponse:
    answered = SecurityHeadersMiddleware(lambda request: response)(RequestFactory().get("/"))
    assert isinstance(answered, HttpResponse)
    return answered


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Referrer-Policy", "same-origin"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("X-Robots-Tag", "noindex, nofollow"),
        ("Cache-Control", "no-store, private"),
    ],
)
@pytest.mark.parametrize("status", [200, 302, 404, 500])
def test_every_response_carries_the_header(name: str, value: str, status: int) -> None:
    assert through(HttpResponse(status=status)).headers[name] == value


def test_a_page_cannot_make_itself_cacheable() -> None:
    assert through(HttpResponse(headers={"Cache-Control": "public, max-age=60"})).headers[
        "Cache-Control"
    ] == ("no-store, private")


def test_a_hashed_file_stays_cacheable_for_ever() -> None:
    forever = "public, max-age=31536000, immutable"
    assert through(HttpResponse(headers={"Cache-Control": forever})).headers["Cache-Control"] == forever


def test_a_page_may_tighten_what_its_address_tells() -> None:
    assert through(HttpResponse(headers={"Referrer-Policy": "strict-origin"})).headers["Referrer-Policy"] == (
        "strict-origin"
    )


def test_no_device_feature_is_open_except_passkeys_and_copying() -> None:
    features = dict(part.split("=") for part in PERMISSIONS_POLICY.split(", "))
    opened = {name for name, who in features.items() if who != "()"}
    assert opened == {"clipboard-write", "publickey-credentials-create", "publickey-credentials-get"}
    assert {features[name] for name in opened} == {"(self)"}
    assert {"camera", "microphone", "geolocation", "usb"} <= set(features) - opened
