// statement 1 of 5
// parameters: {}
RETURN [[COUNT { (:Engagement) }, [COLLECT { MATCH (n1:Engagement) WITH DISTINCT n1 WITH toString(n1.startsOn.year) AS v3 WHERE v3 IS NOT NULL WITH v3, count(*) AS k4 ORDER BY k4 DESC, v3 RETURN [v3, k4] }]]] AS answer

// statement 2 of 5
// parameters: {}
RETURN [[COLLECT { MATCH (n1:Grant) WITH DISTINCT n1 WITH toString(n1.year) AS v3 WHERE v3 IS NOT NULL WITH v3, count(*) AS k4 ORDER BY k4 DESC, v3 RETURN [v3, k4] }]] AS answer

// statement 3 of 5
// parameters: {"p0": ["AWARENESS_AND_TRAINING", "COMMUNICATION"], "p1": ["EDUCATION_AND_YOUTH", "EMPLOYMENT", "HOUSING"], "p2": false, "p3": 5}
WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS first WITH first, [[CASE WHEN $p2 THEN null ELSE COUNT { MATCH (n1:Engagement) WHERE any(l5 IN [coalesce([(n1)-[:ON_AXIS]->(x3) | x3.value], [])] WHERE all(x4 IN $p0 WHERE x4 IN l5)) AND any(l7 IN [coalesce(n1.themes, [])] WHERE any(x6 IN l7 WHERE x6 IN $p1)) } END, COLLECT { MATCH (n1:Engagement) WHERE any(l5 IN [coalesce([(n1)-[:ON_AXIS]->(x3) | x3.value], [])] WHERE all(x4 IN $p0 WHERE x4 IN l5)) AND any(l7 IN [coalesce(n1.themes, [])] WHERE any(x6 IN l7 WHERE x6 IN $p1)) AND n1.titleKey IS NOT NULL WITH n1 ORDER BY n1.titleKey, n1.id LIMIT $p3 RETURN [n1.title, n1.id, coalesce(n1.themes, [])] }]] AS rest RETURN rest + [first] AS answer

// statement 4 of 5
// parameters: {"p0": false, "p1": 5}
WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS first WITH first, [[CASE WHEN $p0 THEN null ELSE COUNT { MATCH (n1:Engagement:Action) WHERE EXISTS { MATCH (n1)-[r4:PART_OF_PLAN]->(m3:TerritorialPlan) WHERE coalesce(m3.signedOn IS NOT NULL, false) } } END, COLLECT { MATCH (n1:Engagement:Action) WHERE EXISTS { MATCH (n1)-[r4:PART_OF_PLAN]->(m3:TerritorialPlan) WHERE coalesce(m3.signedOn IS NOT NULL, false) } AND n1.titleKey IS NOT NULL WITH n1 ORDER BY n1.titleKey, n1.id LIMIT $p1 RETURN [n1.title, COLLECT { MATCH (n1)-[r6:PART_OF_PLAN]->(n5) WITH n5 ORDER BY n5.id LIMIT 1 RETURN [n5.title, toString(n5.signedOn)] }] }]] AS rest RETURN rest + [first] AS answer

// statement 5 of 5
// parameters: {"p0": false, "p1": 3}
WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS first WITH first, [[CASE WHEN $p0 THEN null ELSE COUNT { MATCH (n1:Engagement:Action) WHERE NOT (EXISTS { MATCH (n1)-[r4:PART_OF_PLAN]->(m3:TerritorialPlan) }) } END, COLLECT { MATCH (n1:Engagement:Action) WHERE NOT (EXISTS { MATCH (n1)-[r4:PART_OF_PLAN]->(m3:TerritorialPlan) }) AND n1.id IS NOT NULL WITH n1 ORDER BY n1.id LIMIT $p1 RETURN [n1.title] }]] AS rest RETURN rest + [first] AS answer
