"""What Gaisma is built from: a bill of materials, and what of it is known to be weak."""
