"""Reads for pages and documents of this room."""
