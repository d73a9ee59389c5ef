// statement 1 of 1
// parameters: {"p0": ["commune:11360", "commune:17375", "commune:26320", "commune:26321", "commune:30288", "commune:30289", "… 6 more, sha256 of all bc27928790f5"]}
WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS version RETURN [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Territory {id: i1}) RETURN [n2.id, [CASE WHEN n2:AdministrativeTerritory THEN 0 WHEN n2:CityContract THEN 1 END, n2.id, n2.label, n2.population, n2.generation, COLLECT { MATCH (n2)-[r4:LED_BY]->(n3) WITH r4, n3 ORDER BY n3.id RETURN [n3.publicLabel] }]] }, version] AS answer
