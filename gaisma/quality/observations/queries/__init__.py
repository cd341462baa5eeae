"""What pages of this room show."""
