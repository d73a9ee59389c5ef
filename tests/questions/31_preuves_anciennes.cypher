// statement 1 of 2
// parameters: {}
MATCH (g:Graph {id: 'graph'})
RETURN [g.version, g.references, g.model, coalesce(g.loaded, []), coalesce(g.loading, [])]

// statement 2 of 2
// parameters: {"p0": "2024-11-25", "p1": "region:52", "p2": "2026-11-25", "p3": 51}
RETURN [[COUNT { MATCH (n1:Engagement) WHERE ((n1.confirmedOn < $p0) OR (n1.confirmedOn IS NULL)) AND EXISTS { MATCH (n1)-[r4:TARGETS]->(m3:Territory) WHERE $p1 IN [(m3)-[:PART_OF*0..]->(a5:Territory) | a5.id] } AND coalesce(n1.countsFrom <= $p2 AND (n1.countsUntil IS NULL OR n1.countsUntil >= $p2), false) RETURN DISTINCT n1 }, COLLECT { MATCH (n1:Engagement) WHERE ((n1.confirmedOn < $p0) OR (n1.confirmedOn IS NULL)) AND EXISTS { MATCH (n1)-[r4:TARGETS]->(m3:Territory) WHERE $p1 IN [(m3)-[:PART_OF*0..]->(a5:Territory) | a5.id] } AND coalesce(n1.countsFrom <= $p2 AND (n1.countsUntil IS NULL OR n1.countsUntil >= $p2), false) WITH n1 ORDER BY n1.confirmedOn, n1.id LIMIT $p3 RETURN [[CASE WHEN n1:PlanAction THEN 0 WHEN n1:Diagnostic THEN 1 WHEN n1:TrainingSession THEN 2 WHEN n1:TerritorialPlan THEN 3 WHEN n1:Commitment THEN 4 END, n1.title, toString(n1.confirmedOn), COLLECT { MATCH (n1)-[r7:STATED_BY]->(n6:Source) WITH r7, n6 ORDER BY n6.id RETURN [toString(r7.confirmedOn), [n6.title, n6.publisher]] }]] }]] AS answer
