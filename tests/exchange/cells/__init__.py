"""Reading cells as values."""
