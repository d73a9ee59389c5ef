"""Random valid operations, made from the schema and the content of a graph, each reproducible from one integer.

Rule: an operation always passes validation; it may be refused or fail, but only because of a mistake that was put into
it.
"""
