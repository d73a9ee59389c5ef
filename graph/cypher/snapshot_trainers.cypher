// Trainers: employers, territories and qualifications, all with their days; offers with what they are for; surveys
// that found nobody. One record of three lists.
MATCH (g:Graph {id: 'graph'})
RETURN [
  COLLECT { MATCH (a:Actor:Trainer) WITH a ORDER BY a.id RETURN [a.id,
    [(a)-[r:AFFILIATED_WITH]->(i:Institution) | [i.id, r.`as`, toString(r.`from`), toString(r.until)]],
    [(a)-[r:INTERVENES_IN]->(t:Territory) | [t.id, toString(r.`from`), toString(r.until)]],
    [(a)-[r:QUALIFIED_FOR]->(o:Offer) | [o.id, toString(r.`from`), toString(r.until), r.issuer]]] },
  COLLECT { MATCH (o:Offer) WITH o ORDER BY o.id
    RETURN [o.id, o.kind, coalesce(o.axes, []), coalesce(o.themes, []), coalesce(o.audiences, [])] },
  COLLECT { MATCH (s:Survey) WITH s ORDER BY s.id
    RETURN [s.id, toString(s.`on`), coalesce(s.emptyAxes, []), [(s)-[:SURVEYED]->(t:Territory) | t.id]] }]
