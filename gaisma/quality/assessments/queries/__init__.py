"""What pages of assessments, papers and results show, and the rows of the lists."""
