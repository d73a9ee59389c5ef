// The versions of the graph, of its references and of its model, the complete loads, and the loads under way.
MATCH (g:Graph {id: 'graph'})
RETURN [g.version, g.references, g.model, coalesce(g.loaded, []), coalesce(g.loading, [])]
