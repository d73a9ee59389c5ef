// Engagements of the snapshot: id, kind, folded title and label, status, first and last day, days of delivery, expiry
// and abandonment, first and last day on which it counts (null: never, open-ended), day of last confirmation, axes,
// targets, actors with roles, kinds of its sources with the days of confirmation, criteria, themes, audiences.
// parameters: ids
UNWIND $ids AS id
MATCH (e:Engagement {id: id})
RETURN collect([e.id,
  CASE WHEN e:Action THEN 'Action' WHEN e:Diagnostic THEN 'Diagnostic' WHEN e:TrainingSession THEN 'TrainingSession'
    WHEN e:TerritorialPlan THEN 'TerritorialPlan' WHEN e:Commitment THEN 'Commitment' END,
  e.titleKey, e.labelKey, e.status, toString(e.startsOn), toString(e.endsOn), toString(e.deliveredOn),
  toString(e.expiredOn), toString(e.abandonedOn),
  toString(e.countsFrom), toString(e.countsUntil), toString(e.confirmedOn),
  [(e)-[:ON_AXIS]->(x:Axis) | x.number],
  [(e)-[:TARGETS]->(t:Territory) | t.id],
  [(e)<-[r:ENGAGED_IN]-(a:Actor) | [a.id, r.roles]],
  [(e)-[r:STATED_BY]->(s:Source) | [s.kind, toString(r.confirmedOn)]],
  coalesce(e.criteria, []), coalesce(e.themes, []), coalesce(e.audiences, [])])
