// What counts, as the process holds it: id, when it counts, last confirmation, axes, targets, actors with roles,
// criteria. Engagements that never count are left out.
MATCH (e:Engagement) WHERE e.countsFrom IS NOT NULL
WITH e ORDER BY e.id
WITH collect([e.id, toString(e.countsFrom), toString(e.countsUntil), toString(e.confirmedOn),
  [(e)-[:ON_AXIS]->(x:Axis) | x.number],
  [(e)-[:TARGETS]->(t:Territory) | t.id],
  [(e)<-[r:ENGAGED_IN]-(a:Actor) | [a.id, r.roles]],
  coalesce(e.criteria, [])]) AS rows
UNWIND range(0, size(rows) - 1, 500) AS start
RETURN rows[start..start + 500]
