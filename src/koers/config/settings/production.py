"""Production: everything unsafe is refused by `koers serve` (config/checks.py), a sentence each."""

from koers.config import env
from koers.config.settings.base import *  # noqa: F403 - a settings module is a flat list of names

# Plain http on the own machine, to try Koers out: `koers serve` then binds to no other address, and only
# the names of this machine are answered to (docs/adr/0007).
INSECURE_LOOPBACK = env.text("KOERS_INSECURE_LOOPBACK", "no") == "yes"

SECRET_KEY = env.text("KOERS_SECRET_KEY")
ALLOWED_HOSTS = (
    ["localhost", "127.0.0.1", "[::1]"]
    if INSECURE_LOOPBACK
    else env.words("KOERS_HOSTS", "localhost,127.0.0.1")
)
CSRF_TRUSTED_ORIGINS = env.words("KOERS_ORIGINS")

SECURE_HSTS_SECONDS = 0 if INSECURE_LOOPBACK else 63072000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not INSECURE_LOOPBACK
SECURE_SSL_REDIRECT = not INSECURE_LOOPBACK
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.text("KOERS_BEHIND_TLS_PROXY", "no") == "yes" else None
)
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not INSECURE_LOOPBACK
if not INSECURE_LOOPBACK:  # browsers take names with this prefix over https only
    SESSION_COOKIE_NAME = "__Host-koers"
    FILL_COOKIE_NAME = "__Host-koers-fill"
    CSRF_COOKIE_NAME = "__Host-koers-csrf"

SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # koers.ui.headers sets X-Frame-Options, on static files and errors too
    "security.W021",  # the preload list cannot be left for months: the organisation's own choice
]
