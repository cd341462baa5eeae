"""Reads of surveys for pages."""
