// statement 1 of 3
// parameters: {"p0": ["institution:demo-adil-44", "institution:demo-atelier-cadastre", "institution:demo-cabinet-boussole", "institution:demo-cidff-44", "institution:demo-delegues-droits-44", "institution:demo-habitat-loire", "… 4 more, sha256 of all 3fc265aad137"]}
WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS first WITH first, [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Actor {id: i1}) RETURN [n2.id, [coalesce(n2.publicLabel, CASE WHEN n2:Institution THEN n2.label ELSE 'Formateur·rice' END)]] }] AS rest RETURN rest + [first] AS answer

// statement 2 of 3
// parameters: {"p0": ["institution:demo-adil-44", "institution:demo-ccas-saint-nazaire", "institution:demo-cidff-44", "institution:demo-delegues-droits-44", "institution:demo-habitat-loire", "institution:demo-mairie-nantes", "… 4 more, sha256 of all 189ef7417de6"]}
WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS first WITH first, [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Actor {id: i1}) RETURN [n2.id, [coalesce(n2.publicLabel, CASE WHEN n2:Institution THEN n2.label ELSE 'Formateur·rice' END)]] }] AS rest RETURN rest + [first] AS answer

// statement 3 of 3
// parameters: {"p0": ["contract:2015:CV141", "contract:2015:CV142", "contract:2015:CV143"]}
WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS first WITH first, [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Territory {id: i1}) RETURN [n2.id, [n2.label]] }] AS rest RETURN rest + [first] AS answer
