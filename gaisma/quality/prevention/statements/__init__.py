"""What a fund asks for each year: who was helped, by what, and what it cost."""
