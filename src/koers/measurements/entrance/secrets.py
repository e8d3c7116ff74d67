"""The secrets behind links and sessions: 128 bits from the operating system, kept as SHA-256 only."""

from hashlib import sha256
from secrets import token_urlsafe

_BYTES = 16


def new_secret() -> str:
    """22 characters; all of them in the basic set of text messages."""
    return token_urlsafe(_BYTES)


def hash_of(secret: str) -> str:
    """So many random bits need no slow hash (ASVS 6.5.2)."""
    return sha256(secret.encode()).hexdigest()
