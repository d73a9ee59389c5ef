// statement 1 of 1
// parameters: {"p0": ["contract:2024:CN04401I", "contract:2024:CN04402M", "contract:2024:CN04403I", "contract:2024:CN04901M", "contract:2024:CN04902M", "contract:2024:CN04903M", "… 5 more, sha256 of all ba3f888542b8"]}
WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS first WITH first, [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Territory {id: i1}) RETURN [n2.id, [n2.id, n2.label]] }] AS rest RETURN rest + [first] AS answer
