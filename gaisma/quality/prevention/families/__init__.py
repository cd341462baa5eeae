"""Signals told to the learner and the family by a secret address, and what they answer."""
