// statement 1 of 4
// parameters: {}
MATCH (g:Graph {id: 'graph'})
RETURN [g.version, g.references, g.model, coalesce(g.loaded, []), coalesce(g.loading, [])]

// statement 2 of 4
// parameters: {"p0": "EPCI", "p1": "departement:49", "p2": "DEPARTEMENT", "p3": 51, "p4": 51}
RETURN [[COUNT { MATCH (n1:Territory) WHERE n1.kind = $p0 AND EXISTS { MATCH (n1)-[:OVERLAPS]-(:Territory {id: $p1}) } RETURN DISTINCT n1 }, COLLECT { MATCH (n1:Territory) WHERE n1.kind = $p0 AND EXISTS { MATCH (n1)-[:OVERLAPS]-(:Territory {id: $p1}) } AND n1.nameKey IS NOT NULL WITH n1 ORDER BY n1.nameKey, n1.id LIMIT $p4 RETURN [[CASE WHEN n1:AdministrativeTerritory THEN 0 WHEN n1:CityContract THEN 1 END, n1.label, COLLECT { MATCH (n1)-[r5:PART_OF]->(n4:Territory) WITH r5, n4 ORDER BY n4.id RETURN [CASE WHEN n4:AdministrativeTerritory THEN 0 WHEN n4:CityContract THEN 1 END, n4.label] }, [COLLECT { MATCH (n1)-[r7:OVERLAPS]-(n6:Territory) WHERE n6.kind = $p2 AND n6.id IS NOT NULL WITH r7, n6 ORDER BY n6.id LIMIT $p3 RETURN [[CASE WHEN n6:AdministrativeTerritory THEN 0 WHEN n6:CityContract THEN 1 END, n6.code]] }]]] }]] AS answer

// statement 3 of 4
// parameters: {}
MATCH (g:Graph {id: 'graph'})
RETURN [g.version, g.references, g.model, coalesce(g.loaded, []), coalesce(g.loading, [])]

// statement 4 of 4
// parameters: {"p0": "QPV", "p1": "departement:49", "p2": 51}
RETURN [[COLLECT { MATCH (n1:Territory) WHERE n1.kind = $p0 AND $p1 IN [(n1)-[:PART_OF*0..]->(a3:Territory) | a3.id] WITH n1 ORDER BY n1.population IS NULL, n1.population DESC, n1.id LIMIT $p2 RETURN [[CASE WHEN n1:AdministrativeTerritory THEN 0 WHEN n1:CityContract THEN 1 END, n1.label, n1.population, COLLECT { MATCH (n1)-[r5:PART_OF]->(n4:Territory) WITH r5, n4 ORDER BY n4.id RETURN [CASE WHEN n4:AdministrativeTerritory THEN 0 WHEN n4:CityContract THEN 1 END, n4.label] }]] }]] AS answer
