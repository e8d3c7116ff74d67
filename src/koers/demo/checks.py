"""The demo stays the demo: its sign-in without password may stand nowhere else."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security)
def demo_only_in_demo_mode(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    if settings.DEMO_MODE:
        return []
    return [
        Error(
            "koers.demo is installed while DEMO_MODE is off: anybody could sign in without a password.",
            hint="Take koers.demo out of INSTALLED_APPS; only koers.config.settings.demo has it.",
            id="koers.demo.E001",
        )
    ]
