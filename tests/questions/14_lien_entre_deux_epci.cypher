// statement 1 of 2
// parameters: {}
MATCH (g:Graph {id: 'graph'})
RETURN [g.version, g.references, g.model, coalesce(g.loaded, []), coalesce(g.loading, [])]

// statement 2 of 2
// parameters: {"p0": ["contract:2024:CN05301M", "qpv:QPVDEMO06"], "p1": ["action:demo-rives-communes-echanges-entre-mans-laval", "session:demo-parler-discriminations-jeunes-surveillants-animatrices"], "p2": ["institution:demo-trait-union"]}
RETURN [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Territory {id: i1}) RETURN [n2.id, [CASE WHEN n2:AdministrativeTerritory THEN 0 WHEN n2:CityContract THEN 1 END, n2.label, n2.label]] }, COLLECT { UNWIND $p1 AS i3 MATCH (n4:Engagement {id: i3}) RETURN [n4.id, [CASE WHEN n4:PlanAction THEN 0 WHEN n4:Diagnostic THEN 1 WHEN n4:TrainingSession THEN 2 WHEN n4:TerritorialPlan THEN 3 WHEN n4:Commitment THEN 4 END, n4.label, n4.label, n4.label, n4.label, n4.label]] }, COLLECT { UNWIND $p2 AS i5 MATCH (n6:Actor {id: i5}) RETURN [n6.id, [CASE WHEN n6:Institution THEN 0 WHEN n6:Trainer THEN 1 END, n6.publicLabel, n6.publicLabel]] }] AS answer
