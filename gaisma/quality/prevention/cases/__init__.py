"""Support cases: opened, worked on, closed."""
