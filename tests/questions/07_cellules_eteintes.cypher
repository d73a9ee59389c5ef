// statement 1 of 2
// parameters: {}
MATCH (g:Graph {id: 'graph'})
RETURN [g.version, g.references, g.model, coalesce(g.loaded, []), coalesce(g.loading, [])]

// statement 2 of 2
// parameters: {"p0": ["contract:2024:CN04901M", "contract:2024:CN05301M", "contract:2024:CN07202I", "contract:2024:CN08502M"], "p1": ["institution:demo-centre-gestion-85", "institution:demo-cidff-53", "institution:demo-cidff-85", "institution:demo-labo-societes", "institution:demo-mairie-saumur", "institution:demo-oreille-attentive", "… 3 more, sha256 of all 59ca9db44afc"]}
RETURN [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Territory {id: i1}) RETURN [n2.id, [CASE WHEN n2:AdministrativeTerritory THEN 0 WHEN n2:CityContract THEN 1 END, n2.name]] }, COLLECT { UNWIND $p1 AS i3 MATCH (n4:Actor {id: i3}) RETURN [n4.id, [CASE WHEN n4:Institution THEN 0 WHEN n4:Trainer THEN 1 END, n4.publicLabel]] }] AS answer
