// The graph's version and inventory: a restored graph may reach the version number of another, but not its content.
MATCH (g:Graph {id: 'graph'})
RETURN [g.version, g.inventory]
