from django.apps import AppConfig


class TrajectoriesConfig(AppConfig):
    name = "koers.trajectories"
    default_auto_field = "django.db.models.BigAutoField"
