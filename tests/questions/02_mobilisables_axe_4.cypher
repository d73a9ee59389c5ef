// statement 1 of 3
// parameters: {}
MATCH (g:Graph {id: 'graph'})
RETURN [g.version, g.references, g.model, coalesce(g.loaded, []), coalesce(g.loading, [])]

// statement 2 of 3
// parameters: {}
MATCH (g:Graph {id: 'graph'})
RETURN [g.version, g.references, g.model, coalesce(g.loaded, []), coalesce(g.loading, [])]

// statement 3 of 3
// parameters: {"p0": "CATALOGUE", "p1": "VICTIM_SUPPORT", "p2": "departement:44", "p3": ["contract:2015:CV115", "country:FR", "epci:243500741", "epci:244400552", "epci:244400610", "region:52"], "p4": 51}
RETURN [[COUNT { MATCH (n1:Offer) WHERE n1.kind = $p0 AND $p1 IN n1.axes AND EXISTS { MATCH (n1)-[r4:AVAILABLE_IN]->(m3:Territory) WHERE ($p2 IN [(m3)-[:PART_OF*0..]->(a5:Territory) | a5.id] OR m3.id IN $p3) } RETURN DISTINCT n1 }, COLLECT { MATCH (n1:Offer) WHERE n1.kind = $p0 AND $p1 IN n1.axes AND EXISTS { MATCH (n1)-[r4:AVAILABLE_IN]->(m3:Territory) WHERE ($p2 IN [(m3)-[:PART_OF*0..]->(a5:Territory) | a5.id] OR m3.id IN $p3) } AND n1.titleKey IS NOT NULL WITH n1 ORDER BY n1.titleKey, n1.id LIMIT $p4 RETURN [[n1.title, coalesce(n1.audiences, []), n1.days, COLLECT { MATCH (n1)<-[r7:OFFERS]-(n6:Institution) WITH r7, n6 ORDER BY n6.id RETURN [toString(r7.until), [n6.publicLabel]] }]] }]] AS answer
