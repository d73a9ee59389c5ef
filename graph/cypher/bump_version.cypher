// Moves the graph's version, in the same transaction as the write that changes it.
// `references` is 1 when territories or contracts changed, else 0.
// parameters: references
MERGE (g:Graph {id: 'graph'})
SET g.version = coalesce(g.version, 0) + 1, g.references = coalesce(g.references, 0) + $references
