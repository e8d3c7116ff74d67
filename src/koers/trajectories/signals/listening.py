"""How the measurements tell that a course changed; see koers.measurements.listeners."""

from koers.access.actor import Actor
from koers.measurements.listeners import ChangedCourse
from koers.trajectories.signals import actions


def judge(*, actor: Actor, course: ChangedCourse) -> None:
    actions.reevaluate(actor=actor, course=course)
