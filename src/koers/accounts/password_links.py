"""The link with which somebody sets a password of their own: made, shown once, used once."""

import hashlib
import secrets

from django.utils import timezone

from koers.accounts.models import PasswordLink

RANDOM_BYTES = 16  # 128 bits, TRUST § 4.1
VALID_DAYS = 7  # our choice: an invitation of Friday still works after a week of leave


def new_code() -> str:
    return secrets.token_urlsafe(RANDOM_BYTES)


def hash_of(code: str) -> str:
    """SHA-256 without salt: the code is random, so there is nothing to guess by table."""
    return hashlib.sha256(code.encode()).hexdigest()


def usable_link(code: str) -> PasswordLink | None:
    """The link of this code while it is open, not expired, and its account not closed."""
    return (
        PasswordLink.objects.filter(
            code_hash=hash_of(code), ended_at=None, expires_at__gt=timezone.now(), user__is_active=True
        )
        .select_related("user")
        .first()
    )
