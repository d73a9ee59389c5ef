"""Use cases: what people do with the graph, for the command, HTTP and mutations alike; each may read and write."""
