// statement 1 of 2
// parameters: {}
WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS first WITH first, [] AS rest RETURN rest + [first] AS answer

// statement 2 of 2
// parameters: {"p0": ["institution:demo-mairie-nantes", "institution:demo-mairie-saint-nazaire"], "p1": ["commitment:demo-permanence-ecoute-tilleuls-convention-2026", "commitment:demo-veille-partagee-nantes-saint-nazaire-interim", "plan:demo-prevention-discriminations-estuaire-2025-2028"], "p2": ["contract:2024:CN04401I", "contract:2024:CN04403I"]}
WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS first WITH first, [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Actor {id: i1}) RETURN [n2.id, [coalesce(n2.publicLabel, CASE WHEN n2:Institution THEN n2.label ELSE 'Formateur·rice' END)]] }, COLLECT { UNWIND $p1 AS i3 MATCH (n4:Engagement {id: i3}) RETURN [n4.id, [n4.label, toString(n4.startsOn), toString(n4.countsUntil)]] }, COLLECT { UNWIND $p2 AS i5 MATCH (n6:Territory {id: i5}) RETURN [n6.id, [n6.label]] }] AS rest RETURN rest + [first] AS answer
