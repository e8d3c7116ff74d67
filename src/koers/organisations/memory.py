"""What was read of an organisation stays known for the length of one request, so that it is read once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Generic, TypeVar, cast
from uuid import UUID

Read = TypeVar("Read")

_request: ContextVar[dict[tuple[str, UUID], object] | None] = ContextVar(
    "known_of_organisations", default=None
)


@contextmanager
def remembered() -> Iterator[None]:
    """Within one request each organisation's rows are read once."""
    token = _request.set({})
    try:
        yield
    finally:
        _request.reset(token)


class Memory(Generic[Read]):
    """One kind of rows. Outside a request nothing is kept."""

    def __init__(self, kind: str, read: Callable[[UUID], Read]) -> None:
        self._kind = kind
        self._read = read

    def of(self, organisation_id: UUID) -> Read:
        known = _request.get()
        if known is None:
            return self._read(organisation_id)
        key = (self._kind, organisation_id)
        if key not in known:
            known[key] = self._read(organisation_id)
        return cast(Read, known[key])

    def know(self, organisation_id: UUID, found: Read) -> None:
        """What was read along with something else."""
        known = _request.get()
        if known is not None:
            known[self._kind, organisation_id] = found

    @staticmethod
    def forget(organisation_id: UUID) -> None:
        """After a change within the same request."""
        known = _request.get() or {}
        for key in [one for one in known if one[1] == organisation_id]:
            del known[key]
