// statement 1 of 3
// parameters: {"p0": ["commune:44109"], "p1": 3, "p2": 50}
RETURN [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Territory {id: i1}) RETURN [n2.id, [CASE WHEN n2:AdministrativeTerritory THEN 0 WHEN n2:CityContract THEN 1 END, n2.label, [COUNT { MATCH (n2)<-[r4:BASED_IN]-(n3:Institution) RETURN DISTINCT n3 }, COLLECT { MATCH (n2)<-[r4:BASED_IN]-(n3:Institution) WITH r4, n3 ORDER BY n3.publicNameKey, n3.id LIMIT $p1 RETURN [coalesce(n3.publicLabel, CASE WHEN n3:Institution THEN n3.label ELSE 'Formateur·rice' END)] }], [COUNT { MATCH (n2)<-[r6:LIES_ON]-(n5:CityContract) RETURN DISTINCT n5 }, COLLECT { MATCH (n2)<-[r6:LIES_ON]-(n5:CityContract) WITH r6, n5 ORDER BY n5.startsOn, n5.id LIMIT $p2 RETURN [n5.label, n5.generation] }]]] }] AS answer

// statement 2 of 3
// parameters: {"p0": ["departement:44"], "p1": 3}
RETURN [COLLECT { UNWIND $p0 AS i1 MATCH (n2:Territory {id: i1}) RETURN [n2.id, [COUNT { MATCH (n2)<-[r4:AVAILABLE_IN]-(n3) RETURN DISTINCT n3 }, [COUNT { MATCH (n2)<-[r6:INTERVENES_IN]-(n5) WHERE (n5:Institution OR n5.publicListing) RETURN DISTINCT n5 }, COLLECT { MATCH (n2)<-[r6:INTERVENES_IN]-(n5) WHERE (n5:Institution OR n5.publicListing) WITH r6, n5 ORDER BY n5.publicNameKey, n5.id LIMIT $p1 RETURN [toString(r6.startsOn), toString(r6.endsOn), [coalesce(n5.publicLabel, CASE WHEN n5:Institution THEN n5.label ELSE 'Formateur·rice' END)]] }]]] }] AS answer

// statement 3 of 3
// parameters: {"p0": 1, "p1": false, "p2": 2, "p3": 2}
WITH COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] } AS first WITH first, [[CASE WHEN $p1 THEN null ELSE COUNT { MATCH (n1:Source) WHERE COUNT { MATCH (n1)<-[:STATED_BY]-(m3:Survey) } >= $p0 } END, COLLECT { MATCH (n1:Source) WHERE COUNT { MATCH (n1)<-[:STATED_BY]-(m3:Survey) } >= $p0 AND n1.titleKey IS NOT NULL WITH n1 ORDER BY n1.titleKey, n1.id LIMIT $p3 RETURN [n1.title, [COUNT { MATCH (n1)<-[r5:STATED_BY]-(n4:Survey) RETURN DISTINCT n4 }, COLLECT { MATCH (n1)<-[r5:STATED_BY]-(n4:Survey) WITH r5, n4 ORDER BY n4.id LIMIT $p2 RETURN [n4.id] }]] }]] AS rest RETURN rest + [first] AS answer
