"""What is done to inspections, one noun a module."""
