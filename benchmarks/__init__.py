"""What is timed, and against what: scripts that print a table, never timed tests."""
