"""Pages of the new school year, one noun a module."""
