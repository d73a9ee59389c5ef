"""Files into changes."""
