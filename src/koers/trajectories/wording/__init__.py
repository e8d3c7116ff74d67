"""The words of the course profile, one module a subject; which words, never whether."""
