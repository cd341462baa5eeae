"""What is done to surveys, one noun a module."""
