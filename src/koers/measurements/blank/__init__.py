"""An empty list on paper, and the code on it that brings the filled-in paper back to the right place."""
