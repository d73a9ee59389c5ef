// The number of relationships that `upgrade_ground` has still to delete.
MATCH (a:Territory)-[r:PART_OF|OVERLAPS|SUCCEEDS]->(b:Territory)
WHERE NOT (type(r) = 'OVERLAPS' AND (coalesce(a.perimeter, '') = 'KNOWN' OR coalesce(b.perimeter, '') = 'KNOWN'))
RETURN count(r)
