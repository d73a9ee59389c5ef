// statement 1 of 3
// parameters: {}
MATCH (g:Graph {id: 'graph'})
RETURN [g.version, g.references, g.model, coalesce(g.loaded, []), coalesce(g.loading, [])]

// statement 2 of 3
// parameters: {}
MATCH (g:Graph {id: 'graph'})
RETURN [g.version, g.references, g.model, coalesce(g.loaded, []), coalesce(g.loading, [])]

// statement 3 of 3
// parameters: {"p0": ["commune:44184"], "p1": 51, "p2": 51, "p3": "2026-11-25", "p4": 4}
RETURN [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Territory {id: i1}) RETURN [n2.id, [CASE WHEN n2:AdministrativeTerritory THEN 0 WHEN n2:CityContract THEN 1 END, n2.id, n2.label, n2.population, n2.id, COLLECT { MATCH (n2)-[r4:PART_OF]->(n3:Territory) WITH r4, n3 ORDER BY n3.id RETURN [CASE WHEN n3:AdministrativeTerritory THEN 0 WHEN n3:CityContract THEN 1 END, n3.label] }, COLLECT { MATCH (n2)-[r6:PART_OF*1..]->(n5:Territory) WITH DISTINCT n5 ORDER BY n5.id RETURN [CASE WHEN n5:AdministrativeTerritory THEN 0 WHEN n5:CityContract THEN 1 END, n5.id] }, COLLECT { MATCH (n2)<-[r8:GOVERNS]-(n7:Institution) WITH r8, n7 ORDER BY n7.id RETURN [n7.publicLabel] }, [COLLECT { MATCH (n2)-[r10:OVERLAPS]-(n9:Territory) WHERE n9.id IS NOT NULL WITH r10, n9 ORDER BY n9.id LIMIT $p1 RETURN [[CASE WHEN n9:AdministrativeTerritory THEN 0 WHEN n9:CityContract THEN 1 END, n9.label]] }], [COLLECT { MATCH (n2)<-[r12:PART_OF]-(n11:Territory) WHERE n11.id IS NOT NULL WITH r12, n11 ORDER BY n11.id LIMIT $p2 RETURN [[CASE WHEN n11:AdministrativeTerritory THEN 0 WHEN n11:CityContract THEN 1 END, n11.label, n11.fictional]] }], n2.id, [COUNT { MATCH (n2)<-[r14:TARGETS]-(n13:Engagement) WHERE coalesce(n13.countsFrom <= $p3 AND (n13.countsUntil IS NULL OR n13.countsUntil >= $p3), false) RETURN DISTINCT n13 }, COLLECT { MATCH (n2)<-[r14:TARGETS]-(n13:Engagement) WHERE coalesce(n13.countsFrom <= $p3 AND (n13.countsUntil IS NULL OR n13.countsUntil >= $p3), false) AND n13.id IS NOT NULL WITH r14, n13 ORDER BY n13.id LIMIT $p4 RETURN [[CASE WHEN n13:PlanAction THEN 0 WHEN n13:Diagnostic THEN 1 WHEN n13:TrainingSession THEN 2 WHEN n13:TerritorialPlan THEN 3 WHEN n13:Commitment THEN 4 END, n13.title, [(n13)-[:ON_AXIS]->(x15:Axis) | x15.value]]] }]]] }] AS answer
