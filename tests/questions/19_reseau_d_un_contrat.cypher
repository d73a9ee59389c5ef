// statement 1 of 2
// parameters: {}
MATCH (g:Graph {id: 'graph'})
RETURN [g.version, g.references, g.model, coalesce(g.loaded, []), coalesce(g.loading, [])]

// statement 2 of 2
// parameters: {"p0": ["contract:2024:CN04401I", "contract:2024:CN04403I"], "p1": ["action:demo-accompagnement-psychologique-juridique-victimes-discrimination", "action:demo-aller-vers-bus-acces-droit-quartiers", "action:demo-stage-toutes-tous-bourse-stages-tilleuls", "commitment:demo-comite-pilotage-plan-nantais", "commitment:demo-permanence-ecoute-tilleuls-convention-2026", "commitment:demo-reseau-vigilance-logement-agglomeration-nantaise", "… 2 more, sha256 of all 58d1fa1d6185"], "p2": "2026-11-25", "p3": ["institution:demo-cidff-44", "institution:demo-passerelle"]}
RETURN [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Territory {id: i1}) RETURN [n2.id, [CASE WHEN n2:AdministrativeTerritory THEN 0 WHEN n2:CityContract THEN 1 END, n2.label, n2.code, n2.kind]] }, COLLECT { UNWIND $p1 AS i3 MATCH (n4:Engagement {id: i3}) RETURN [n4.id, [CASE WHEN n4:PlanAction THEN 0 WHEN n4:Diagnostic THEN 1 WHEN n4:TrainingSession THEN 2 WHEN n4:TerritorialPlan THEN 3 WHEN n4:Commitment THEN 4 END, n4.label, [(n4)-[:ON_AXIS]->(x5:Axis) | x5.value], coalesce(n4.countsFrom <= $p2 AND (n4.countsUntil IS NULL OR n4.countsUntil >= $p2), false)]] }, COLLECT { UNWIND $p3 AS i6 MATCH (n7:Actor {id: i6}) RETURN [n7.id, [CASE WHEN n7:Institution THEN 0 WHEN n7:Trainer THEN 1 END, n7.publicLabel, n7.kind]] }] AS answer
