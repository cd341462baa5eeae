"""What is done to observations, one noun a module."""
