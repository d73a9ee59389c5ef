// statement 1 of 2
// parameters: {}
MATCH (g:Graph {id: 'graph'})
RETURN [g.version, g.references, g.model, coalesce(g.loaded, []), coalesce(g.loading, [])]

// statement 2 of 2
// parameters: {"p0": ["axis:5"], "p1": ["contract:2024:CN04401I", "contract:2024:CN04403I", "contract:2024:CN04903M", "contract:2024:CN07202I"], "p2": ["action:demo-stage-toutes-tous-bourse-stages-tilleuls", "action:demo-tables-quartier-attributions-logements", "commitment:demo-charte-embaucher-estuaire-deuxieme-generation", "commitment:demo-comite-pilotage-plan-nantais", "commitment:demo-veille-partagee-nantes-saint-nazaire-interim", "plan:demo-angevin-egalite-contre-discriminations-2025-2027", "… 1 more, sha256 of all 6e1d6d225473"], "p3": ["institution:demo-mission-locale-estuaire", "institution:demo-passerelle", "institution:demo-tangram"]}
RETURN [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Axis {id: i1}) RETURN [n2.id, [n2.label]] }, COLLECT { UNWIND $p1 AS i3 MATCH (n4:Territory {id: i3}) RETURN [n4.id, [CASE WHEN n4:AdministrativeTerritory THEN 0 WHEN n4:CityContract THEN 1 END, n4.label, n4.label]] }, COLLECT { UNWIND $p2 AS i5 MATCH (n6:Engagement {id: i5}) RETURN [n6.id, [CASE WHEN n6:PlanAction THEN 0 WHEN n6:Diagnostic THEN 1 WHEN n6:TrainingSession THEN 2 WHEN n6:TerritorialPlan THEN 3 WHEN n6:Commitment THEN 4 END, n6.label, n6.label, n6.label, n6.label, n6.label]] }, COLLECT { UNWIND $p3 AS i7 MATCH (n8:Actor {id: i7}) RETURN [n8.id, [CASE WHEN n8:Institution THEN 0 WHEN n8:Trainer THEN 1 END, n8.publicLabel, n8.publicLabel]] }] AS answer
