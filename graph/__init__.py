"""The floor: everything about the database."""
