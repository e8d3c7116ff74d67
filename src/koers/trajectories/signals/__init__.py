"""Talking points: which rules hold, what they found, and what people answered."""
