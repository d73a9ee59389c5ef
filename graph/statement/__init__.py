"""Statements: how one is written (core), those that read, and those that maintain the graph."""
