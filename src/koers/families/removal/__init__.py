"""Taking away a family that was added by mistake, and bringing it back."""
