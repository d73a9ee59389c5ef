// statement 1 of 5
// parameters: {"p0": 50}
RETURN [[COUNT { (:Axis) }, COLLECT { MATCH (n1:Axis) WHERE n1.number IS NOT NULL WITH n1 ORDER BY n1.number, n1.id LIMIT $p0 RETURN [n1.id, n1.number, n1.value, n1.label] }]] AS answer

// statement 2 of 5
// parameters: {"p0": 2025, "p1": false, "p2": 2}
WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS first WITH first, [[CASE WHEN $p1 THEN null ELSE COUNT { MATCH (n1:Grant) WHERE n1.year >= $p0 } END, COLLECT { MATCH (n1:Grant) WHERE n1.year >= $p0 AND n1.year IS NOT NULL WITH n1 ORDER BY n1.year DESC, n1.id LIMIT $p2 RETURN [n1.label, COLLECT { MATCH (n1)-[r4:FUNDS]->(n3) WITH r4, n3 ORDER BY n3.id RETURN [n3.title] }] }]] AS rest RETURN rest + [first] AS answer

// statement 3 of 5
// parameters: {"p0": 50, "p1": 2}
RETURN [[COUNT { (:Survey) }, COLLECT { MATCH (n1:Survey) WHERE n1.surveyedOn IS NOT NULL WITH n1 ORDER BY n1.surveyedOn DESC, n1.id LIMIT $p1 RETURN [toString(n1.surveyedOn), coalesce(n1.emptyAxes, []), COLLECT { MATCH (n1)-[r4:SURVEYED]->(n3) WITH r4, n3 ORDER BY n3.id LIMIT $p0 RETURN [n3.label] }] }]] AS answer

// statement 4 of 5
// parameters: {"p0": 0, "p1": false, "p2": 2}
WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS first WITH first, [[CASE WHEN $p1 THEN null ELSE COUNT { MATCH (n1:Orientation) WHERE COUNT { MATCH (n1)-[:TAKEN_UP_BY]->(m3:Engagement) } = $p0 } END, COLLECT { MATCH (n1:Orientation) WHERE COUNT { MATCH (n1)-[:TAKEN_UP_BY]->(m3:Engagement) } = $p0 AND n1.id IS NOT NULL WITH n1 ORDER BY n1.id LIMIT $p2 RETURN [n1.text, COLLECT { MATCH (n1)<-[r5:RECOMMENDS]-(n4) WITH n4 ORDER BY n4.id LIMIT 1 RETURN [n4.title] }] }]] AS rest RETURN rest + [first] AS answer

// statement 5 of 5
// parameters: {}
RETURN [COUNT { (:Import) }] AS answer
