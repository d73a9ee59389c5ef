// statement 1 of 2
// parameters: {}
MATCH (g:Graph {id: 'graph'})
RETURN [g.version, g.references, g.model, coalesce(g.loaded, []), coalesce(g.loading, [])]

// statement 2 of 2
// parameters: {"p0": ["institution:demo-cidff-44", "institution:demo-mairie-nantes", "institution:demo-victimes-44", "trainer:08b7c28568279da5"], "p1": ["contract:2024:CN04401I", "contract:2024:CN04403I", "departement:44", "qpv:QPVDEMO01"], "p2": ["action:demo-ligne-ecoute-loire-atlantique", "commitment:demo-permanence-ecoute-tilleuls-convention-2026", "session:demo-recevoir-orienter-victimes-accueil-services-estuaire", "session:demo-recevoir-orienter-victimes-intervenants-sociaux-agglomeration"]}
RETURN [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Actor {id: i1}) RETURN [n2.id, [CASE WHEN n2:Institution THEN 0 WHEN n2:Trainer THEN 1 END, n2.publicLabel, n2.publicLabel]] }, COLLECT { UNWIND $p1 AS i3 MATCH (n4:Territory {id: i3}) RETURN [n4.id, [CASE WHEN n4:AdministrativeTerritory THEN 0 WHEN n4:CityContract THEN 1 END, n4.label, n4.label]] }, COLLECT { UNWIND $p2 AS i5 MATCH (n6:Engagement {id: i5}) RETURN [n6.id, [CASE WHEN n6:PlanAction THEN 0 WHEN n6:Diagnostic THEN 1 WHEN n6:TrainingSession THEN 2 WHEN n6:TerritorialPlan THEN 3 WHEN n6:Commitment THEN 4 END, n6.label, n6.label, n6.label, n6.label, n6.label]] }] AS answer
