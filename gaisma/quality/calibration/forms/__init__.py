"""Forms of exercises."""
