"""All that is in the database, for showing that something changed nothing at all."""

from django.apps import apps
from django.core.serializers import serialize


def database() -> str:
    """Every row of every model, sessions and the log included."""
    models = sorted(apps.get_models(), key=lambda model: model._meta.label)
    return "\n".join(serialize("json", model._base_manager.order_by("pk")) for model in models)
