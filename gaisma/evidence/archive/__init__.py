"""Backup and restore: one consistent state of record and files in one file, never a key."""
