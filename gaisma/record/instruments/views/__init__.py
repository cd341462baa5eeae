"""Pages of instruments, their versions and drafts."""
