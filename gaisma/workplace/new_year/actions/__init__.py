"""What is done about a new school year, one noun a module."""
