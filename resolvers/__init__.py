"""Answers GraphQL operations: each is compiled once per shape, then executed with one statement per root field."""
