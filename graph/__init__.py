"""The lowest layer: the database, the model of the graph, and every statement."""
