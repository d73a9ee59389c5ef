// statement 1 of 2
// parameters: {}
MATCH (g:Graph {id: 'graph'})
RETURN [g.version, g.references, g.model, coalesce(g.loaded, []), coalesce(g.loading, [])]

// statement 2 of 2
// parameters: {"p0": ["trainer:e149bd090df53245", "trainer:fb7e85ec28bde8ff"], "p1": ["offer:demo-attribuer-logement", "offer:demo-elus"]}
RETURN [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Actor {id: i1}) RETURN [n2.id, [CASE WHEN n2:Institution THEN 0 WHEN n2:Trainer THEN 1 END, n2.name, n2.contact, COLLECT { MATCH (n2)-[r4:AFFILIATED_WITH]->(n3:Institution) WITH r4, n3 ORDER BY n3.id RETURN [r4.`as`, toString(r4.`from`), toString(r4.until), [n3.label]] }]] }, COLLECT { UNWIND $p1 AS i5 MATCH (n6:Offer {id: i5}) RETURN [n6.id, [n6.title, n6.kind, COLLECT { MATCH (n6)-[r8:DECIDED_BY]->(n7:Institution) WITH r8, n7 ORDER BY n7.id RETURN [n7.label] }]] }] AS answer
