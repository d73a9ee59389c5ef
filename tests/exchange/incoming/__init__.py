"""From files to changes."""
