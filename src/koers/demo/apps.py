from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "koers.demo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from koers.demo import checks  # noqa: F401 - registers the check
