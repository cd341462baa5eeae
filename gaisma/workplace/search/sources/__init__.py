"""How rooms below are searched, one kind of thing a module."""
