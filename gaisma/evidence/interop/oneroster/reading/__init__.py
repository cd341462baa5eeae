"""A set from the folder or archive to checked frames."""
