// statement 1 of 2
// parameters: {}
MATCH (g:Graph {id: 'graph'})
RETURN [g.version, g.references, g.model, coalesce(g.loaded, []), coalesce(g.loading, [])]

// statement 2 of 2
// parameters: {"p0": ["institution:demo-direction-49", "institution:demo-oreille-attentive"], "p1": {"institution:demo-oreille-attentive": [["contract:2024:CN04901M", "AWARENESS_AND_TRAINING", 0], ["contract:2024:CN04901M", "VICTIM_SUPPORT", 1]], "institution:demo-interco-cholet": [["contract:2024:CN04902M", "KNOWLEDGE", 0]], "institution:demo-memoires-partagees": [["contract:2024:CN04902M", "COMMUNICATION", 0]], "institution:demo-mission-locale-cholet": [["contract:2024:CN04902M", "ACTION_PROGRAMME", 0]], "institution:demo-labo-societes": [["contract:2024:CN04903M", "KNOWLEDGE", 0]], "institution:demo-atelier-cadastre": [["contract:2024:CN05301M", "KNOWLEDGE", 0]], "institution:demo-trait-union": [["contract:2024:CN05301M", "AWARENESS_AND_TRAINING", 0]], "institution:demo-tangram": [["contract:2024:CN07201M", "AWARENESS_AND_TRAINING", 0]], "institution:demo-cidff-85": [["contract:2024:CN08501I", "VICTIM_SUPPORT", 0]], "institution:demo-egalite-bocage": [["contract:2024:CN08502M", "COMMUNICATION", 0]]}}
RETURN [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Actor {id: i1}) RETURN [n2.id, [CASE WHEN n2:Institution THEN 0 WHEN n2:Trainer THEN 1 END, n2.publicLabel, n2.id, COLLECT { UNWIND $p1[n2.id] AS c3 MATCH (n4:Territory {id: c3[0]}) WITH c3, n4 ORDER BY c3[2] RETURN [c3[1], [CASE WHEN n4:AdministrativeTerritory THEN 0 WHEN n4:CityContract THEN 1 END, n4.id, n4.label]] }]] }] AS answer
