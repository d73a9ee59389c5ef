// statement 1 of 4
// parameters: {}
MATCH (g:Graph {id: 'graph'})
RETURN [g.version, g.references, g.model, coalesce(g.loaded, []), coalesce(g.loading, [])]

// statement 2 of 4
// parameters: {"p0": ["trainer:3cbc19ac02d7a7da", "trainer:7b5b02ae2b9862d7", "trainer:9e685f66e603f569", "trainer:e149bd090df53245", "trainer:fb7e85ec28bde8ff"], "p1": ["offer:demo-accueillir", "offer:demo-attribuer-logement", "offer:demo-bases-du-droit", "offer:demo-conduire-diagnostic", "offer:demo-directions", "offer:demo-elus", "… 2 more, sha256 of all 457cd7d3736d"], "p2": ["trainer:089eb497db810d0c", "trainer:60d26ec9e52c69bf"], "p3": ["offer:demo-conduire-diagnostic", "offer:demo-conseils-administration", "offer:demo-recruter"]}
RETURN [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Actor {id: i1}) RETURN [n2.id, [CASE WHEN n2:Institution THEN 0 WHEN n2:Trainer THEN 1 END, n2.id, n2.publicLabel, coalesce(n2.audiences, [])]] }, COLLECT { UNWIND $p1 AS i3 MATCH (n4:Offer {id: i3}) RETURN [n4.id, [n4.title, n4.days]] }, COLLECT { UNWIND $p2 AS i5 MATCH (n6:Actor {id: i5}) RETURN [n6.id, [CASE WHEN n6:Institution THEN 0 WHEN n6:Trainer THEN 1 END, n6.id, n6.publicLabel, coalesce(n6.audiences, [])]] }, COLLECT { UNWIND $p3 AS i7 MATCH (n8:Offer {id: i7}) RETURN [n8.id, [n8.title]] }] AS answer

// statement 3 of 4
// parameters: {}
MATCH (g:Graph {id: 'graph'})
RETURN [g.version, g.references, g.model, coalesce(g.loaded, []), coalesce(g.loading, [])]

// statement 4 of 4
// parameters: {"p0": "CATALOGUE", "p1": "VICTIM_SUPPORT", "p2": "departement:53", "p3": ["contract:2015:CV259", "contract:2024:CN07201M", "country:FR", "epci:247200090", "region:52"], "p4": 51}
RETURN [[COUNT { MATCH (n1:Offer) WHERE n1.kind = $p0 AND $p1 IN n1.axes AND EXISTS { MATCH (n1)-[r4:AVAILABLE_IN]->(m3:Territory) WHERE ($p2 IN [(m3)-[:PART_OF*0..]->(a5:Territory) | a5.id] OR m3.id IN $p3) } RETURN DISTINCT n1 }, COLLECT { MATCH (n1:Offer) WHERE n1.kind = $p0 AND $p1 IN n1.axes AND EXISTS { MATCH (n1)-[r4:AVAILABLE_IN]->(m3:Territory) WHERE ($p2 IN [(m3)-[:PART_OF*0..]->(a5:Territory) | a5.id] OR m3.id IN $p3) } AND n1.titleKey IS NOT NULL WITH n1 ORDER BY n1.titleKey, n1.id LIMIT $p4 RETURN [[n1.title, coalesce(n1.audiences, []), n1.days, COLLECT { MATCH (n1)<-[r7:OFFERS]-(n6:Institution) WITH r7, n6 ORDER BY n6.id RETURN [toString(r7.until), [n6.publicLabel]] }]] }]] AS answer
