"""What enters the graph: the official territories and the demonstration network, source to rows to graph."""
