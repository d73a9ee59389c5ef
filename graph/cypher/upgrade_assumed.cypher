// Deletes the ground of contracts that is assumed, some of it at a time.
// parameters: most
MATCH (c:CityContract {perimeter: 'ASSUMED'})
MATCH (c)-[r:PART_OF|OVERLAPS|SAME_GROUND]-(t:Territory)
WHERE type(r) <> 'PART_OF' OR startNode(r) = c
WITH DISTINCT r LIMIT $most
DELETE r
