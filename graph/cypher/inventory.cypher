// The inventory that the graph keeps; null where it keeps none.
MATCH (g:Graph {id: 'graph'})
RETURN g.inventory
