from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    name = "koers.families"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from uuid import UUID

        from koers.access.actor import Actor, set_family_reach
        from koers.families.handover.cases import left_alone
        from koers.families.models import Family
        from koers.organisations.left_alone import count_by

        def reaches(actor: Actor, family_id: UUID) -> bool:
            return Family.objects.visible_to(actor).filter(pk=family_id).exists()

        set_family_reach(reaches)
        count_by(left_alone)
