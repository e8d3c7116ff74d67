from django.apps import AppConfig


class TrajectoriesConfig(AppConfig):
    name = "koers.trajectories"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from koers.measurements import listeners
        from koers.trajectories import family_marks, marks
        from koers.trajectories.signals.listening import judge

        listeners.listen(judge)

        marks.register(family_marks.FamilyMarks())
