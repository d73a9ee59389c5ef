"""Compares claims with the graph and each other: which node each is about, what changes, what is impossible."""
