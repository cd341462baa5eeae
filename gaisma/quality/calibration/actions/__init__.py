"""What is done to exercises, one noun a module."""
