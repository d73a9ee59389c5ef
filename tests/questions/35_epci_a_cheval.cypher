// statement 1 of 2
// parameters: {"p0": "EPCI", "p1": "departement:49", "p2": false, "p3": "DEPARTEMENT", "p4": 50, "p5": 50}
WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS first WITH first, [[CASE WHEN $p2 THEN null ELSE COUNT { MATCH (n1:Territory) WHERE n1.kind = $p0 AND EXISTS { MATCH (n1)-[:OVERLAPS]-(:Territory {id: $p1}) } } END, COLLECT { MATCH (n1:Territory) WHERE n1.kind = $p0 AND EXISTS { MATCH (n1)-[:OVERLAPS]-(:Territory {id: $p1}) } AND n1.nameKey IS NOT NULL WITH n1 ORDER BY n1.nameKey, n1.id LIMIT $p5 RETURN [n1.label, COLLECT { MATCH (n1)-[r5:PART_OF]->(n4) WITH r5, n4 ORDER BY n4.id RETURN [n4.label] }, COLLECT { MATCH (n1)-[r7:OVERLAPS]-(n6) WHERE n6.kind = $p3 WITH r7, n6 ORDER BY n6.id LIMIT $p4 RETURN [n6.code] }] }]] AS rest RETURN rest + [first] AS answer

// statement 2 of 2
// parameters: {"p0": "QPV", "p1": "departement:49", "p2": 50}
WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS first WITH first, [COLLECT { MATCH (n1:Territory) WHERE n1.kind = $p0 AND $p1 IN [(n1)-[:PART_OF*0..]->(a3:Territory) | a3.id] WITH n1 ORDER BY n1.population IS NULL, n1.population DESC, n1.id LIMIT $p2 RETURN [n1.label, n1.population, COLLECT { MATCH (n1)-[r5:PART_OF]->(n4) WITH r5, n4 ORDER BY n4.id RETURN [n4.label] }] }] AS rest RETURN rest + [first] AS answer
