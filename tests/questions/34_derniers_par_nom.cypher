// statement 1 of 1
// parameters: {"p0": ["institution:demo-radio-cerisier", "institution:demo-tangram"]}
WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS first WITH first, [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Actor {id: i1}) RETURN [n2.id, [CASE WHEN n2:Institution THEN 0 WHEN n2:Trainer THEN 1 END, coalesce(n2.publicLabel, CASE WHEN n2:Institution THEN n2.label ELSE 'Formateur·rice' END)]] }] AS rest RETURN rest + [first] AS answer
