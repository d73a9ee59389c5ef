// The number of relationships that `upgrade_assumed` has still to delete.
MATCH (c:CityContract {perimeter: 'ASSUMED'})
MATCH (c)-[r:PART_OF|OVERLAPS|SAME_GROUND]-(t:Territory)
WHERE type(r) <> 'PART_OF' OR startNode(r) = c
RETURN count(DISTINCT r)
