"""Claims held against the graph and each other: which thing each is about, what changes, what cannot be."""
