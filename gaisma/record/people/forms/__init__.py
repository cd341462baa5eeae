"""What is asked when people are kept, one noun a module."""
