"""What the checks find within a reader's reach."""
