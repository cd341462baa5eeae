"""Pages of accounts, one noun a module."""
