"""Compares claims with the graph and each other, to find their nodes, their changes and what is impossible."""
