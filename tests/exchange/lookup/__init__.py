"""Names into nodes."""
