// Stores the inventory of the graph; null marks it as unknown, and writes leave it so until the whole graph is read.
// parameters: inventory
MATCH (g:Graph {id: 'graph'})
SET g.inventory = $inventory
