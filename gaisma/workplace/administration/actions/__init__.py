"""What an administrator does, one noun a module."""
