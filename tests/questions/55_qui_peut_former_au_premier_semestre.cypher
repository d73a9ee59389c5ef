// statement 1 of 2
// parameters: {"p0": ["trainer:9e685f66e603f569", "trainer:e149bd090df53245", "trainer:fb7e85ec28bde8ff"], "p1": ["offer:demo-elus"]}
WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS first WITH first, [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Actor {id: i1}) RETURN [n2.id, [CASE WHEN n2:Institution THEN 0 WHEN n2:Trainer THEN 1 END, coalesce(n2.publicLabel, CASE WHEN n2:Institution THEN n2.label ELSE 'Formateur·rice' END)]] }, COLLECT { UNWIND $p1 AS i3 MATCH (n4:Offer {id: i3}) RETURN [n4.id, [n4.title, n4.kind]] }] AS rest RETURN rest + [first] AS answer

// statement 2 of 2
// parameters: {"p0": ["offer:demo-elus"], "p1": ["institution:demo-ressources-villes"]}
WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS first WITH first, [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Offer {id: i1}) RETURN [n2.id, [n2.title, n2.kind]] }, COLLECT { UNWIND $p1 AS i3 MATCH (n4:Actor {id: i3}) RETURN [n4.id, [CASE WHEN n4:Institution THEN 0 WHEN n4:Trainer THEN 1 END, coalesce(n4.publicLabel, CASE WHEN n4:Institution THEN n4.label ELSE 'Formateur·rice' END)]] }] AS rest RETURN rest + [first] AS answer
