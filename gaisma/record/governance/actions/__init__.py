"""What is done to acts and boards, one noun a module."""
