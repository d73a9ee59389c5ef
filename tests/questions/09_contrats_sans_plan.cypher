// statement 1 of 2
// parameters: {}
MATCH (g:Graph {id: 'graph'})
RETURN [g.version, g.references, g.model, coalesce(g.loaded, []), coalesce(g.loading, [])]

// statement 2 of 2
// parameters: {"p0": "2026-11-25", "p1": "2026-11-25", "p2": 0, "p3": "region:52", "p4": 51}
RETURN [[COUNT { MATCH (n1:Territory:CityContract) WHERE n1.startsOn <= $p0 AND n1.endsOn >= $p1 AND COUNT { MATCH (n1)<-[:ANNEXED_TO]-(m3:TerritorialPlan) } = $p2 AND $p3 IN [(n1)-[:PART_OF*0..]->(a4:Territory) | a4.id] RETURN DISTINCT n1 }, COLLECT { MATCH (n1:Territory:CityContract) WHERE n1.startsOn <= $p0 AND n1.endsOn >= $p1 AND COUNT { MATCH (n1)<-[:ANNEXED_TO]-(m3:TerritorialPlan) } = $p2 AND $p3 IN [(n1)-[:PART_OF*0..]->(a4:Territory) | a4.id] AND n1.nameKey IS NOT NULL WITH n1 ORDER BY n1.nameKey, n1.id LIMIT $p4 RETURN [[n1.label, n1.generation, toString(n1.endsOn), [(n1)<-[:ANNEXED_TO]-(p5:TerritorialPlan) | [toString(p5.wishedOn), toString(p5.inPreparationOn), toString(p5.signedOn), toString(p5.expiredOn), toString(p5.abandonedOn)]], COLLECT { MATCH (n1)-[r7:LED_BY]->(n6:Institution) WITH r7, n6 ORDER BY n6.id RETURN [n6.publicLabel] }]] }]] AS answer
