// The number of relationships that `upgrade_ground` has still to delete.
MATCH (a:Territory)-[r:PART_OF|OVERLAPS|SAME_GROUND|ATTACHED_TO|SUCCEEDS]->(b:Territory)
RETURN count(r)
