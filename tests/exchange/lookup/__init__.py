"""From names to nodes."""
