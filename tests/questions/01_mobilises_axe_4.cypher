// statement 1 of 2
// parameters: {}
MATCH (g:Graph {id: 'graph'})
RETURN [g.version, g.references, g.model, coalesce(g.loaded, []), coalesce(g.loading, [])]

// statement 2 of 2
// parameters: {"p0": ["institution:demo-adil-44", "institution:demo-ccas-saint-nazaire", "institution:demo-cidff-44", "institution:demo-conseil-citoyen-tilleuls", "institution:demo-delegues-droits-44", "institution:demo-former-ensemble", "… 9 more, sha256 of all af98f729cfd5"], "p1": ["action:demo-accompagnement-psychologique-juridique-victimes-discrimination", "action:demo-aller-vers-bus-acces-droit-quartiers", "action:demo-ligne-ecoute-loire-atlantique", "commitment:demo-ecoute-victimes-maison-associations-dunes", "commitment:demo-permanence-delegues-droits-maison-services-saint", "commitment:demo-permanence-ecoute-tilleuls-convention-2026", "… 6 more, sha256 of all e939e364316b"]}
RETURN [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Actor {id: i1}) RETURN [n2.id, [CASE WHEN n2:Institution THEN 0 WHEN n2:Trainer THEN 1 END, n2.id, n2.publicLabel]] }, COLLECT { UNWIND $p1 AS i3 MATCH (n4:Engagement {id: i3}) RETURN [n4.id, [CASE WHEN n4:PlanAction THEN 0 WHEN n4:Diagnostic THEN 1 WHEN n4:TrainingSession THEN 2 WHEN n4:TerritorialPlan THEN 3 WHEN n4:Commitment THEN 4 END, n4.label, toString(n4.startsOn), toString(n4.endsOn), toString(n4.countsUntil), COLLECT { MATCH (n4)-[r6:STATED_BY]->(n5:Source) WITH r6, n5 ORDER BY n5.id RETURN [toString(r6.confirmedOn), [n5.title]] }]] }] AS answer
