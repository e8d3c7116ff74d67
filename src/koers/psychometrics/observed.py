"""How often what koers-1 says was true in simulated training families, by computed probability.

Made by `python -m bench.accuracy.training`: per step the lowest frequency over its scenarios.
"""

from koers.psychometrics.certainty import Recalibration

_STEPS = (0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.94, 0.97, 0.99)
OBSERVED = {
    "deterioration": Recalibration(
        _STEPS, (0.605, 0.605, 0.605, 0.605, 0.605, 0.628, 0.685, 0.685, 0.685, 0.685, 0.685)
    ),
    "stagnation": Recalibration(
        _STEPS, (0.54, 0.676, 0.763, 0.826, 0.87, 0.917, 0.947, 0.968, 0.972, 0.972, 0.972)
    ),
    "improvement": Recalibration(
        _STEPS, (0.836, 0.836, 0.836, 0.836, 0.836, 0.836, 0.855, 0.855, 0.888, 0.92, 0.967)
    ),
    "in_normal_range": Recalibration(
        _STEPS, (0.696, 0.696, 0.696, 0.696, 0.757, 0.818, 0.864, 0.905, 0.928, 0.951, 0.974)
    ),
    "on_course": Recalibration(
        _STEPS, (0.649, 0.649, 0.649, 0.686, 0.746, 0.784, 0.809, 0.809, 0.809, 0.809, 0.809)
    ),
}
