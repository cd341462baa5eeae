"""Pages of people, one noun a module."""
