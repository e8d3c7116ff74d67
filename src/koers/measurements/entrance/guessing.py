"""Guessing links: after ten misses in a minute an address waits, longer each time, never for good."""

import time
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

WINDOW_SECONDS = 60.0
FREE_MISSES = 10
LONGEST_WAIT = 30.0


@dataclass(frozen=True, slots=True)
class Misses:
    """since: when the first of them was; until: before then nothing is looked up. Seconds of the clock."""

    count: int = 0
    since: float = 0.0
    until: float = 0.0

    def one_more(self, now: float) -> "Misses":
        fresh = self if now - max(self.since, self.until) < WINDOW_SECONDS else Misses(since=now)
        count = fresh.count + 1
        wait = min(2.0 ** (count - FREE_MISSES), LONGEST_WAIT) if count >= FREE_MISSES else 0.0
        return Misses(count, fresh.since, now + wait)


def seconds_to_wait(request: HttpRequest) -> int:
    """0: look the link up. The same for right and wrong links, so a wait tells nothing."""
    left = _misses(request).until - time.time()
    return int(left) + 1 if left > 0 else 0


def note_miss(request: HttpRequest) -> None:
    now = time.time()
    misses = _misses(request).one_more(now)
    kept = (misses.count, misses.since, misses.until)
    cache.set(_key(request), kept, timeout=WINDOW_SECONDS + LONGEST_WAIT)


def _misses(request: HttpRequest) -> Misses:
    kept = cache.get(_key(request))
    return Misses(*kept) if kept else Misses()


def _key(request: HttpRequest) -> str:
    return "link-misses-" + sha256(client_address(request).encode()).hexdigest()[:32]


def client_address(request: HttpRequest) -> str:
    """What the own proxy wrote last; without a proxy in front that header is the client's own invention."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rsplit(",", 1)[-1].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))
