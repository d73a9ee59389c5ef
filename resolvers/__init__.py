"""Answers to GraphQL operations: compiled once for their shape, then executed, one statement a root field."""
