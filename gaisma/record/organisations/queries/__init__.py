"""Reads of institutions for pages."""
