from django.apps import AppConfig


class MeasurementsConfig(AppConfig):
    name = "koers.measurements"
    default_auto_field = "django.db.models.BigAutoField"
