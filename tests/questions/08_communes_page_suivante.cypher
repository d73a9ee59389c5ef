// statement 1 of 1
// parameters: {"p0": ["commune:44109", "commune:44114", "commune:44143", "commune:44162"]}
WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS first WITH first, [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Territory {id: i1}) RETURN [n2.id, [n2.name, n2.population]] }] AS rest RETURN rest + [first] AS answer
