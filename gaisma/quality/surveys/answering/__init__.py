"""Answers: what a code opens, how it is exchanged for one, how they come into the record."""
