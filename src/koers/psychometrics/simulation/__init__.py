"""Synthetic families with known true courses: for the demo, tests, benchmarks and training. Never real data.

Every course, date and answer is made up by a random generator that the caller gives.
"""

from koers.psychometrics.simulation.families import (
    SimulatedFamilies,
    SimulatedOccasions,
    SimulatedParents,
    simulate_families,
)
from koers.psychometrics.simulation.scenarios import BASE, KINDS, SCENARIOS, CourseKind, Scenario
from koers.psychometrics.simulation.truth import Truth, truth_of

__all__ = [
    "BASE",
    "KINDS",
    "SCENARIOS",
    "CourseKind",
    "Scenario",
    "SimulatedFamilies",
    "SimulatedOccasions",
    "SimulatedParents",
    "Truth",
    "simulate_families",
    "truth_of",
]
