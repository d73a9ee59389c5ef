// statement 1 of 4
// parameters: {"p0": "2024-2027", "p1": 50}
RETURN [COLLECT { MATCH (n1:Indicator) WHERE EXISTS { MATCH (n1)<-[r4:MEASURES]-(m3:Diagnostic) WHERE EXISTS { MATCH (m3)<-[r6:BASED_ON]-(m5:TerritorialPlan) WHERE coalesce(m5.title CONTAINS $p0, false) } } AND n1.titleKey IS NOT NULL WITH n1 ORDER BY n1.titleKey, n1.year, n1.id LIMIT $p1 RETURN [n1.title, n1.value, n1.unit, n1.year, COLLECT { MATCH (n1)-[r8:MEASURED_IN]->(n7) WITH n7 ORDER BY n7.id LIMIT 1 RETURN [n7.label] }] }] AS answer

// statement 2 of 4
// parameters: {"p0": 50}
RETURN [COLLECT { MATCH (n1:Obstacle) WHERE n1.liftedOn IS NULL WITH n1 ORDER BY n1.noticedOn, n1.id LIMIT $p0 RETURN [n1.text, toString(n1.noticedOn), COLLECT { MATCH (n1)-[r4:HINDERS]->(n3) WITH n3 ORDER BY n3.id LIMIT 1 RETURN [n3.text] }] }] AS answer

// statement 3 of 4
// parameters: {}
RETURN [COUNT { (:LocalAxis) }] AS answer

// statement 4 of 4
// parameters: {"p0": ["plan:demo-territorial-prevention-lutte-contre-discriminations-2024"], "p1": 20}
RETURN [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Engagement {id: i1}) RETURN [n2.id, [CASE WHEN n2:Action THEN 0 WHEN n2:Diagnostic THEN 1 WHEN n2:TrainingSession THEN 2 WHEN n2:TerritorialPlan THEN 3 WHEN n2:Commitment THEN 4 END, n2.title, COLLECT { MATCH (n2)-[r4:HAS_LOCAL_AXIS]->(n3) WITH r4, n3 ORDER BY n3.id RETURN [n3.position, n3.title, coalesce(n3.axes, []), COLLECT { MATCH (n3)<-[r6:ON_LOCAL_AXIS]-(n5:Action) WITH r6, n5 ORDER BY n5.startsOn, n5.id LIMIT $p1 RETURN [n5.title, n5.status, toString(n5.endsOn)] }] }]] }] AS answer
