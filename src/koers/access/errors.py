"""What a policy raises; the middleware in `ui` turns each into a designed page."""

from django.core.exceptions import PermissionDenied

from koers.access.roles import Permission


class AccessError(Exception):
    """Something was asked that may not happen now."""


class NotAllowed(AccessError, PermissionDenied):
    """The actor sees the object but lacks this act: 403.

    Django answers its own PermissionDenied also where a middleware raises it before the view,
    which `process_exception` never hears of.
    """

    def __init__(self, permission: Permission) -> None:
        super().__init__(f"{permission} is not granted")
        self.permission = permission


class WrongState(AccessError):
    """The act exists and the actor may do it, but not in this state: 409."""
