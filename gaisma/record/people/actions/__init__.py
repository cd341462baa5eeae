"""What is done to people and their posts, one noun a module."""
