// The offers of the snapshot, with their axes, themes, audiences, territories, makers and days of availability; its
// surveys, with their territories and sources; its sources. In no order.
MATCH (g:Graph {id: 'graph'})
RETURN [
  COLLECT { MATCH (o:Offer) RETURN [o.id, o.titleKey, o.labelKey, o.kind,
    coalesce(o.axes, []), coalesce(o.themes, []), coalesce(o.audiences, []),
    [(o)-[:AVAILABLE_IN]->(t:Territory) | t.id],
    [(o)<-[r:OFFERS]-(i:Institution) | [i.id, toString(r.startsOn), toString(r.endsOn)]],
    toString(o.validFrom), toString(o.validUntil)] },
  COLLECT { MATCH (s:Survey) RETURN [s.id, toString(s.surveyedOn), coalesce(s.axes, []), coalesce(s.emptyAxes, []),
    [(s)-[:SURVEYED]->(t:Territory) | t.id], [(s)-[:STATED_BY]->(o:Source) | o.id]] },
  COLLECT { MATCH (s:Source) RETURN [s.id, s.titleKey, s.labelKey] }]
