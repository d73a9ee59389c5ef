// statement 1 of 2
// parameters: {}
WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS first WITH first, [] AS rest RETURN rest + [first] AS answer

// statement 2 of 2
// parameters: {}
WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS first WITH first, [] AS rest RETURN rest + [first] AS answer
