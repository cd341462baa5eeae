"""Reads of exercises and results."""
