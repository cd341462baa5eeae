"""What is asked when groups, learners and the queue are kept, one noun a module."""
