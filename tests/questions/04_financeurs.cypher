// statement 1 of 2
// parameters: {}
MATCH (g:Graph {id: 'graph'})
RETURN [g.version, g.references, g.model, coalesce(g.loaded, []), coalesce(g.loading, [])]

// statement 2 of 2
// parameters: {"p0": ["institution:demo-direction-49", "institution:demo-direction-regionale", "institution:demo-interco-angers"], "p1": ["action:demo-groupe-parole-suivi-victimes", "action:demo-observatoire-universitaire-inegalites-urbaines", "action:demo-parcours-essai-entreprise-belvedere", "commitment:demo-oreille-attentive-accueil-victimes-depuis-2025", "commitment:demo-permanence-acces-droit-source-2024-2026", "session:demo-equipes-direction-egalite-pratiques-accueil"]}
RETURN [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Actor {id: i1}) RETURN [n2.id, [CASE WHEN n2:Institution THEN 0 WHEN n2:Trainer THEN 1 END, n2.publicLabel]] }, COLLECT { UNWIND $p1 AS i3 MATCH (n4:Engagement {id: i3}) RETURN [n4.id, [CASE WHEN n4:PlanAction THEN 0 WHEN n4:Diagnostic THEN 1 WHEN n4:TrainingSession THEN 2 WHEN n4:TerritorialPlan THEN 3 WHEN n4:Commitment THEN 4 END, n4.title, COLLECT { MATCH (n4)<-[r6:FUNDS]-(n5:Grant) WITH r6, n5 ORDER BY n5.id RETURN [n5.year, n5.programme, n5.line, n5.askedEuros, n5.grantedEuros, COLLECT { MATCH (n5)<-[r8:AWARDED]-(n7:Institution) WITH r8, n7 ORDER BY n7.id RETURN [n7.publicLabel] }] }]] }] AS answer
