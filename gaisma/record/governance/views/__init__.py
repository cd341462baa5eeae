"""Pages of acts and of boards."""
