"""What is done to the calendar, one noun a module."""
