// The graph's version, that of its references, its model's, what was loaded and what is being loaded.
MATCH (g:Graph {id: 'graph'})
RETURN [g.version, g.references, g.model, coalesce(g.loaded, []), coalesce(g.loading, [])]
