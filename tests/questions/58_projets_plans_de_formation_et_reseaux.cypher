// statement 1 of 6
// parameters: {"p0": "2024-01-01", "p1": 201}
RETURN [COLLECT { MATCH (g:Engagement:TrainingSession) WHERE g.startsOn >= $p0 OPTIONAL MATCH (g)-[:IN_PROJECT]->(project:Project) WITH DISTINCT g, [[project.id, project.label]] AS row WITH g, collect(row) AS rows UNWIND rows AS row WITH row, g, size(rows) > 1 AS shared WITH row, [count(g), sum(CASE WHEN shared THEN 1 ELSE 0 END), sum(coalesce(g.publicTrainedCount, 0)), sum(CASE WHEN shared THEN coalesce(g.publicTrainedCount, 0) ELSE 0 END), count(g.publicTrainedCount), sum(CASE WHEN coalesce(g.trainedCountWithheld, false) THEN 1 ELSE 0 END), sum(coalesce(g.hours, 0.0)), sum(CASE WHEN shared THEN coalesce(g.hours, 0.0) ELSE 0.0 END), count(g.hours), sum(CASE WHEN false THEN 1 ELSE 0 END), sum(coalesce(g.hours * g.publicTrainedCount, 0.0)), sum(CASE WHEN shared THEN coalesce(g.hours * g.publicTrainedCount, 0.0) ELSE 0.0 END), count(g.hours * g.publicTrainedCount), sum(CASE WHEN g.hours IS NOT NULL AND coalesce(g.trainedCountWithheld, false) THEN 1 ELSE 0 END)] AS sums LIMIT $p1 RETURN [row, sums] }] AS answer

// statement 2 of 6
// parameters: {"p0": 3}
RETURN [[COUNT { (:Project) }, COLLECT { MATCH (n1:Project) WHERE n1.titleKey IS NOT NULL WITH n1 ORDER BY n1.titleKey, n1.id LIMIT $p0 RETURN [n1.title, COLLECT { MATCH (n1)-[r4:CARRIED_BY]->(n3) WITH r4, n3 ORDER BY n3.id RETURN [coalesce(n3.publicLabel, CASE WHEN n3:Institution THEN n3.label ELSE 'Formateur·rice' END)] }, COLLECT { MATCH (n1)-[r6:WITHIN_CONTRACT]->(n5) WITH n5 ORDER BY n5.id LIMIT 1 RETURN [n5.label] }, COUNT { MATCH (n1)<-[r8:IN_PROJECT]-(n7) RETURN DISTINCT n7 }] }]] AS answer

// statement 3 of 6
// parameters: {"p0": 0, "p1": 50, "p2": 50}
RETURN [COLLECT { MATCH (n1:Actor:Institution) WHERE COUNT { MATCH (n1)-[:RETAINED]->(m3:Offer) } > $p0 AND n1.id IS NOT NULL WITH n1 ORDER BY n1.id LIMIT $p2 RETURN [coalesce(n1.publicLabel, CASE WHEN n1:Institution THEN n1.label ELSE 'Formateur·rice' END), COLLECT { MATCH (n1)-[r5:RETAINED]->(n4) WITH r5, n4 ORDER BY n4.id LIMIT $p1 RETURN [toString(r5.startsOn), toString(r5.endsOn), [n4.label], COLLECT { MATCH (s6:Source {id: r5.sourceId}) RETURN [s6.label] }] }] }] AS answer

// statement 4 of 6
// parameters: {"p0": "TRAINER_NETWORK", "p1": 50, "p2": 50, "p3": 50}
RETURN [COLLECT { MATCH (n1:Actor:Institution) WHERE n1.kind = $p0 AND n1.id IS NOT NULL WITH n1 ORDER BY n1.kind, n1.id LIMIT $p3 RETURN [coalesce(n1.publicLabel, CASE WHEN n1:Institution THEN n1.label ELSE 'Formateur·rice' END), COLLECT { MATCH (n1)-[r4:RUN_BY]->(n3) WITH r4, n3 ORDER BY n3.id RETURN [coalesce(n3.publicLabel, CASE WHEN n3:Institution THEN n3.label ELSE 'Formateur·rice' END)] }, COLLECT { MATCH (n1)-[r6:SERVES_GROUND]->(n5) WITH r6, n5 ORDER BY n5.id LIMIT $p1 RETURN [n5.label] }, COLLECT { MATCH (n1)<-[r8:AFFILIATED_WITH]-(n7) WHERE (n7:Institution OR n7.publicListing) WITH r8, n7 ORDER BY n7.id LIMIT $p2 RETURN [r8.kind, [coalesce(n7.publicLabel, CASE WHEN n7:Institution THEN n7.label ELSE 'Formateur·rice' END)]] }] }] AS answer

// statement 5 of 6
// parameters: {"p0": 80.0, "p1": false, "p2": 3}
WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS first WITH first, [[CASE WHEN $p1 THEN null ELSE COUNT { MATCH (n1:Engagement:TrainingSession) WHERE n1.publicSatisfiedPercent >= $p0 } END, COLLECT { MATCH (n1:Engagement:TrainingSession) WHERE n1.publicSatisfiedPercent >= $p0 WITH n1 ORDER BY n1.publicSatisfiedPercent IS NULL, n1.publicSatisfiedPercent DESC, n1.id LIMIT $p2 RETURN [n1.title, n1.publicRespondentCount, n1.publicSatisfiedPercent, n1.publicAppliedPercent, coalesce(n1.evaluationWithheld, false), n1.transformation] }]] AS rest RETURN rest + [first] AS answer

// statement 6 of 6
// parameters: {"p0": 0.0, "p1": 50}
RETURN [COLLECT { MATCH (n1:Engagement:TerritorialPlan) WHERE ((n1.supportDays > $p0) OR (n1.blockedBy IS NOT NULL) OR (n1.evaluation IS NOT NULL)) AND n1.id IS NOT NULL WITH n1 ORDER BY n1.id LIMIT $p1 RETURN [n1.title, n1.supportAsked, n1.supportDays, toString(n1.lastContactOn), n1.blockedBy, toString(n1.evaluatedOn), n1.evaluation] }] AS answer
