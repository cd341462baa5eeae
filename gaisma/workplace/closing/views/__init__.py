"""Pages of closing an institution."""
