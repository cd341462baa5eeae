"""Pages of institutions: the list, an institution's tabs, and what is kept of it."""
