"""Pages of the new school year."""
