// Deletes ground of version 2 of the model, some at a time; the communes of a perimeter that an officer gave stay.
// parameters: most
MATCH (a:Territory)-[r:PART_OF|OVERLAPS|SUCCEEDS]->(b:Territory)
WHERE NOT (type(r) = 'OVERLAPS' AND (coalesce(a.perimeter, '') = 'KNOWN' OR coalesce(b.perimeter, '') = 'KNOWN'))
WITH r LIMIT $most
DELETE r
