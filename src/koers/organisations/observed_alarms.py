"""What other thresholds cost, on simulated families of reliability .77. Made by `python -m bench accuracy`.

Each row: stagnation from, deterioration from; share of stagnating onsets found, false alarms a parent-year;
share of deteriorating onsets found, false alarms a parent-year.
"""

COSTS = (
    (0.34, 0.7, 0.813, 0.318, 0.697, 0.15),
    (0.38, 0.75, 0.792, 0.267, 0.602, 0.088),
    (0.42, 0.75, 0.771, 0.242, 0.602, 0.088),
    (0.47, 0.8, 0.735, 0.192, 0.485, 0.048),
    (0.52, 0.8, 0.694, 0.16, 0.485, 0.048),
    (0.62, 0.85, 0.58, 0.1, 0.353, 0.025),
)
