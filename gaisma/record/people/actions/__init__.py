"""What is done to persons, one noun a module."""
