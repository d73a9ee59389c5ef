// The changes after a version: whether they are known id by id, and the ids.
// parameters: since
MATCH (g:Graph {id: 'graph'})
RETURN [g.toldFrom <= $since AND g.version - 50 <= $since,
  [told IN g.told WHERE toInteger(split(told, ' ')[0]) > $since | split(told, ' ')[1]]]
