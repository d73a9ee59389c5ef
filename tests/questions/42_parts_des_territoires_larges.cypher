// statement 1 of 1
// parameters: {"p0": ["departement:44", "departement:84", "epci:200054781", "region:11", "region:52"]}
WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS first WITH first, [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Territory {id: i1}) RETURN [n2.id, [n2.label]] }] AS rest RETURN rest + [first] AS answer
