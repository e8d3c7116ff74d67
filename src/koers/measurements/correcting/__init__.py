"""Putting a stored list right: a new version with a reason, and the old one kept."""
