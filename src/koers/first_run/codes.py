"""The set-up code: `koers serve` prints it, and only who can read that console may take the installation.

It lives in the memory of the server alone, as a hash: every start makes a new one, and it is worth nothing
as soon as an organisation exists. See docs/adr/0007.
"""

import hashlib
import hmac
import secrets

# Without 0, 1, I, L, O and U: read from one screen and typed on another.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 16, 4  # 78 bits: not to be guessed over a network within the life of a server

_hash: list[str] = []


def issue() -> str:
    """A new code; the one before it is worth nothing from now on."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    _hash[:] = [_digest(code)]
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def current() -> str:
    """What a browser that gave the right code remembers; empty where no code was issued."""
    return _hash[0] if _hash else ""


def is_right(typed: str) -> bool:
    """In any case of letters, with or without hyphens and spaces."""
    return bool(_hash) and hmac.compare_digest(_digest(typed), _hash[0])


def _digest(code: str) -> str:
    bare = "".join(character for character in code.upper() if character.isalnum())
    return hashlib.sha256(bare.encode()).hexdigest()
