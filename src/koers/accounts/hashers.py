"""Argon2id with the figures of TRUST § 4.3."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class KoersArgon2Hasher(Argon2PasswordHasher):
    """19 MiB, two passes, one lane: the OWASP minimum for Argon2id, about 20 ms on a small server."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
