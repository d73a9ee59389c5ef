// statement 1 of 1
// parameters: {"p0": ["contract:2024:CN04401I", "contract:2024:CN05301M", "contract:2024:CN09302I"], "p1": 50}
RETURN [COLLECT { MATCH (n1:Territory:CityContract) WHERE n1.id IN $p0 AND n1.id IS NOT NULL WITH n1 ORDER BY n1.id LIMIT $p1 RETURN [n1.name, n1.perimeter, COLLECT { MATCH (n1)-[r4:SAME_GROUND]-(n3) WITH r4, n3 ORDER BY n3.id RETURN [n3.label] }, COLLECT { MATCH (n1)-[r6:ATTACHED_TO]->(n5) WITH n5 ORDER BY n5.id LIMIT 1 RETURN [n5.label] }, COLLECT { MATCH (n1)-[r8:SUCCEEDS]->(n7) WITH r8, n7 ORDER BY n7.id RETURN [r8.basis, [n7.name, n7.code]] }] }] AS answer
