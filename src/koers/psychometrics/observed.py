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
        _STEPS, (0.635, 0.635, 0.76, 0.827, 0.872, 0.917, 0.945, 0.967, 0.971, 0.971, 0.971)
    ),
    "improvement": Recalibration(
        _STEPS, (0.822, 0.822, 0.822, 0.822, 0.822, 0.822, 0.848, 0.851, 0.886, 0.921, 0.966)
    ),
    "in_normal_range": Recalibration(
        _STEPS, (0.696, 0.696, 0.696, 0.696, 0.757, 0.818, 0.864, 0.905, 0.928, 0.951, 0.974)
    ),
    "on_course": Recalibration(_STEPS, (0.649, 0.649, 0.649, 0.695, 0.74, 0.767, 0.8, 0.8, 0.8, 0.8, 0.8)),
}
