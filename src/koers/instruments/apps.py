from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "koers.instruments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from koers.instruments.waiting import waiting_in_short
        from koers.organisations import hub_facts

        hub_facts.register("instruments:list", waiting_in_short)
