"""What is done with accounts, roles and invitations, one noun a module."""
