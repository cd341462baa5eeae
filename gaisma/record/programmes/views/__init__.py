"""Pages of groups, learners, transfers and the queue, one noun a module."""
