"""Random valid operations, made from the schema and from what is in a graph, each reproduced by one integer.

Rule: an operation always passes validation; it may be refused or fail, and then for a reason that was put into it.
"""
