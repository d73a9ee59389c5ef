// The ids of the territories, actors and engagements of the snapshot, in no order.
MATCH (g:Graph {id: 'graph'})
RETURN [
  COLLECT { MATCH (t:Territory) RETURN t.id },
  COLLECT { MATCH (a:Actor) RETURN a.id },
  COLLECT { MATCH (e:Engagement) RETURN e.id }]
