"""Use cases: the operations on the graph, for the command, HTTP and mutations alike; each may read and write."""
