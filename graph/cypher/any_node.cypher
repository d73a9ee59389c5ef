// Whether the database holds anything at all.
MATCH (n)
WITH n LIMIT 1
RETURN count(n)
