from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "koers.demo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from koers.demo import checks  # noqa: F401 - registers the check
        from koers.demo.signal_model import signal_model
        from koers.trajectories.signals.rules import use_for_demo

        use_for_demo(signal_model())
