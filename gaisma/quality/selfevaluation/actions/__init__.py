"""What is done to evaluations, one noun a module."""
