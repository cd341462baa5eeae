"""Backup and restore: one consistent state of record, lake and reports in one file, never a key."""
