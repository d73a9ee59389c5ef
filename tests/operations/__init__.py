"""Random valid operations, generated from the schema and the content of a graph; one integer reproduces each of them.

An operation always passes validation; it is refused or fails only if the generator put a mistake into its arguments.
"""
