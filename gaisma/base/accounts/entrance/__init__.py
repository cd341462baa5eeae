"""Signing in and what guards it: the parts' own views, in our look, at our addresses."""
