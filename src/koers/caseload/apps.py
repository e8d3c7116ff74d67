from django.apps import AppConfig


class CaseloadConfig(AppConfig):
    name = "koers.caseload"
    default_auto_field = "django.db.models.BigAutoField"
