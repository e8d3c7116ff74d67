from django.apps import AppConfig


class TrajectoriesConfig(AppConfig):
    name = "koers.trajectories"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from koers.measurements import listeners
        from koers.trajectories import family_marks, marks
        from koers.trajectories.signals.listening import judge

        listeners.listen(judge)

        for source in (family_marks.Happenings(), family_marks.NewGoals(), family_marks.GoalChanges()):
            marks.register(source)
