// statement 1 of 2
// parameters: {}
RETURN [COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] }] AS answer

// statement 2 of 2
// parameters: {}
RETURN [COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] }] AS answer
