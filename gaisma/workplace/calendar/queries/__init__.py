"""What pages of the calendar read, one noun a module."""
