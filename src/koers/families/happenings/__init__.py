"""Events and crises on the time line of a family (T12)."""
