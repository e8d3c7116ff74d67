"""The worker's side of asking: making, withdrawing and handing over the way into a list (UX P-W4, P-W5)."""
