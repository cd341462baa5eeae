"""Pages of the calendar, one noun a module."""
