// statement 1 of 1
// parameters: {"p0": ["commune:44035", "commune:44047", "commune:44074", "commune:44094", "commune:44101"]}
WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS first WITH first, [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Territory {id: i1}) RETURN [n2.id, [n2.name, n2.population]] }] AS rest RETURN rest + [first] AS answer
