"""What pages of surveys ask."""
