"""Koers: follow the course of care in a family, together with the parents."""

__version__ = "0.1.0"
