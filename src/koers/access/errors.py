"""What a policy raises; the middleware in `ui` turns each into a designed page."""

from koers.access.roles import Permission


class AccessError(Exception):
    """Something was asked that may not happen now."""


class NotAllowed(AccessError):
    """The actor sees the object but lacks this act: 403."""

    def __init__(self, permission: Permission) -> None:
        super().__init__(f"{permission} is not granted")
        self.permission = permission


class WrongState(AccessError):
    """The act exists and the actor may do it, but not in this state: 409."""
