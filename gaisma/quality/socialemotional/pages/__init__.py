"""Pages of this room, one noun a module."""
