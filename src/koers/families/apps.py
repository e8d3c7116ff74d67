from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    name = "koers.families"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from uuid import UUID

        from koers.access.actor import Actor, set_family_reach
        from koers.audit import family_files
        from koers.families.models import Family

        def reaches(actor: Actor, family_id: UUID) -> bool:
            return Family.objects.visible_to(actor).filter(pk=family_id).exists()

        def with_code(organisation_id: UUID, code: str) -> list[UUID]:
            """Also those that were taken away. Who keeps the log sees no family, only that there is one."""
            found = Family.objects.filter(organisation_id=organisation_id, code__iexact=code)
            return list(found.values_list("pk", flat=True))

        set_family_reach(reaches)
        family_files.register(with_code)
