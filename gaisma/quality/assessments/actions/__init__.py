"""What is done to assessments, papers and what is published of them, and to results."""
