"""What a page shows of the guided walk while somebody is on it."""

from typing import Any

from django.http import HttpRequest

from koers.demo import walk as walking


def walk(request: HttpRequest) -> dict[str, Any]:
    session = getattr(request, "session", None)
    number = session.get(walking.SESSION_KEY) if session is not None else None
    if not isinstance(number, int) or not 1 <= number <= len(walking.STEPS):
        return {}
    return {"walk_bar": walking.bar(number)}
