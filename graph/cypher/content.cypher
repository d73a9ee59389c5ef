// The version of the graph with its inventory: a restored graph may come to the number of another, not to its content.
MATCH (g:Graph {id: 'graph'})
RETURN [g.version, g.inventory]
