"""What the pages of the new school year show."""
