"""Every stored row of Koers as text, to show that an act left the database as it was."""

from tests.factories.snapshot import own_models


def dump() -> str:
    """Equal before and after means byte for byte equal: all columns of all rows of all models."""
    return "\n".join(
        f"{model.__name__} {row!r}"
        for model in own_models()
        for row in model._base_manager.order_by("pk").values()
    )
