// The labels at the two ends of relationships: each combination once per type of relationship.
MATCH (n)-[r]->(m)
WITH DISTINCT type(r) AS name, labels(n) AS starts, labels(m) AS ends
RETURN collect([name, starts, ends])
