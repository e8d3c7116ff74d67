"""Families of a worker who leaves or is away, to colleagues: by code, without a name (TRUST § 3.3, S21)."""
