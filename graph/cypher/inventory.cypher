// The inventory stored in the graph; null if there is none.
MATCH (g:Graph {id: 'graph'})
RETURN g.inventory
