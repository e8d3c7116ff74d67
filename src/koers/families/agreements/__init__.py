"""Consent, authority over a child, and keeping two people apart (S1, S3)."""
