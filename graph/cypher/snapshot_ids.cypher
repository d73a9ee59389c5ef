// The ids of the actors and engagements of the snapshot, in no order.
MATCH (g:Graph {id: 'graph'})
RETURN [
  COLLECT { MATCH (a:Actor) RETURN a.id },
  COLLECT { MATCH (e:Engagement) RETURN e.id }]
