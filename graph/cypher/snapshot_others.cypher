// What else the process holds, in no order: offers with what they are for, surveys with where they found nobody, sources.
MATCH (g:Graph {id: 'graph'})
RETURN [
  COLLECT { MATCH (o:Offer) RETURN [o.id, o.titleKey, o.labelKey, o.kind,
    coalesce(o.axes, []), coalesce(o.themes, []), coalesce(o.audiences, [])] },
  COLLECT { MATCH (s:Survey) RETURN [s.id, toString(s.`on`), coalesce(s.emptyAxes, []),
    [(s)-[:SURVEYED]->(t:Territory) | t.id]] },
  COLLECT { MATCH (s:Source) RETURN [s.id, s.titleKey, s.labelKey] }]
