// Moves the graph's version in the transaction of a write and notes the changed nodes of the last 50 versions, as
// « version id », so that a snapshot of an earlier version reads only those again. Returns the version and the inventory.
// `references`: 1 when territories or contracts changed, else 0. `all`: the changed nodes are not noted id by id.
// parameters: references, ids, all
MERGE (g:Graph {id: 'graph'})
ON CREATE SET g.inventory = []
SET g.version = coalesce(g.version, 0) + 1, g.references = coalesce(g.references, 0) + $references
SET g.toldFrom = CASE WHEN $all THEN g.version ELSE coalesce(g.toldFrom, g.version) END,
  g.told = CASE WHEN $all THEN [] ELSE
    [told IN coalesce(g.told, []) WHERE toInteger(split(told, ' ')[0]) > g.version - 50] +
    [id IN $ids | toString(g.version) + ' ' + id] END
RETURN [g.version, g.inventory]
