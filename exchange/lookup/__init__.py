"""Finds the nodes that a file names (territories, institutions, trainers…) by number, id or name."""
