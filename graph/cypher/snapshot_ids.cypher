// The ids of all that the process holds, in no order: territories, actors, engagements.
MATCH (g:Graph {id: 'graph'})
RETURN [
  COLLECT { MATCH (t:Territory) RETURN t.id },
  COLLECT { MATCH (a:Actor) RETURN a.id },
  COLLECT { MATCH (e:Engagement) RETURN e.id }]
