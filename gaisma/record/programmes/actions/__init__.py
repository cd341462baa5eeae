"""What is done to programmes, groups, enrolments and the queue, one noun a module."""
