"""Algorithms of action for unusual situations: published by the authority, followed in steps."""
