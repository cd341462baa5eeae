"""What is done to organisations, one noun a module."""
