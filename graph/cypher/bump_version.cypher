// Moves the graph's version, in the same transaction as the write that changes it, and notes what changed, so that
// who holds an earlier version reads again only that: the last 50 versions, as « version id ». Returns the version.
// `references` is 1 when territories or contracts changed, else 0; `all` when what changed is not told id by id.
// parameters: references, ids, all
MERGE (g:Graph {id: 'graph'})
SET g.version = coalesce(g.version, 0) + 1, g.references = coalesce(g.references, 0) + $references
SET g.toldFrom = CASE WHEN $all THEN g.version ELSE coalesce(g.toldFrom, g.version) END,
  g.told = CASE WHEN $all THEN [] ELSE
    [told IN coalesce(g.told, []) WHERE toInteger(split(told, ' ')[0]) > g.version - 50] +
    [id IN $ids | toString(g.version) + ' ' + id] END
RETURN g.version
