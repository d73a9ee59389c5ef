"""Statements: their common core, those that read, and those that maintain the graph."""
