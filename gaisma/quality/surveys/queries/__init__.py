"""What pages of surveys read."""
