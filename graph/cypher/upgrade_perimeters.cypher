// Keeps the communes that an officer gave a contract: version 2 of the model says KNOWN, version 3 STATED, both by overlaps.
MATCH (c:CityContract)
WHERE c.perimeter IN ['KNOWN', 'STATED']
SET c.perimeter = 'STATED'
WITH c
MATCH (c)-[:OVERLAPS]-(t:Territory)
WHERE t.kind = 'COMMUNE'
MERGE (c)-[:LIES_ON]->(t)
