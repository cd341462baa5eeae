"""Reads for the pages of evaluations."""
