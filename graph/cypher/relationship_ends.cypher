// The labels of the nodes that relationships tie, once for each type of relationship and each way it ties them.
MATCH (n)-[r]->(m)
WITH DISTINCT type(r) AS name, labels(n) AS starts, labels(m) AS ends
RETURN collect([name, starts, ends])
