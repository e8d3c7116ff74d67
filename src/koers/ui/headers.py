"""Headers on every response that Django and django-csp do not set (TRUST § 7.1)."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Only names that browsers know: an unknown one is an error in their console on every page.
# Passkeys and "copy for the case file" need these three on our own pages; nothing else is used.
_OWN_PAGES = ("clipboard-write", "publickey-credentials-create", "publickey-credentials-get")
_NOWHERE = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
PERMISSIONS_POLICY = ", ".join(
    [f"{feature}=(self)" for feature in _OWN_PAGES] + [f"{feature}=()" for feature in _NOWHERE]
)
FIXED = {
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}


class SecurityHeadersMiddleware:
    """Stands outermost, so that static files and error pages get the headers too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in FIXED.items():
            response.headers.setdefault(name, value)
        # A hashed file name never changes its content; everything else may hold a family.
        if "immutable" not in response.headers.get("Cache-Control", ""):
            response.headers["Cache-Control"] = "no-store, private"
        return response
