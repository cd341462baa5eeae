"""What people attach: pictures and documents, judged by content, named by it, kept for good."""
