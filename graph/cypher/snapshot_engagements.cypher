// Engagements of the snapshot: id, folded title and label, first day it counts (null: never) and last, last
// confirmation, axes, targets, actors with roles, criteria.
// parameters: ids
UNWIND $ids AS id
MATCH (e:Engagement {id: id})
RETURN collect([e.id, e.titleKey, e.labelKey,
  toString(e.countsFrom), toString(e.countsUntil), toString(e.confirmedOn),
  [(e)-[:ON_AXIS]->(x:Axis) | x.number],
  [(e)-[:TARGETS]->(t:Territory) | t.id],
  [(e)<-[r:ENGAGED_IN]-(a:Actor) | [a.id, r.roles]],
  coalesce(e.criteria, [])])
