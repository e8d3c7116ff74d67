from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "koers.organisations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from koers.organisations import sign_ins

        sign_ins.connect()
