"""Writes to the graph: loads, change sets, imports and their undo, forgetting, and derived properties."""
