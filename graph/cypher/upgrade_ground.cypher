// Deletes the ground that follows from communes, and successions, some at a time.
// parameters: most
MATCH (a:Territory)-[r:PART_OF|OVERLAPS|SAME_GROUND|ATTACHED_TO|SUCCEEDS]->(b:Territory)
WITH r LIMIT $most
DELETE r
