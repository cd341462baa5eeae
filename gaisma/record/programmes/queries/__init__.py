"""Reads of learners, groups, transfers and the queue, one page a module."""
