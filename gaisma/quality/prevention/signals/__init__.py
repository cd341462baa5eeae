"""Signals that a learner may need help, and the rules that make them."""
