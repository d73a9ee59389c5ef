// statement 1 of 3
// parameters: {"p0": "2015-01-01", "p1": "KNOWLEDGE", "p2": 4}
RETURN [[COLLECT { MATCH (n1:Territory:CityContract) WHERE COUNT { MATCH (n1)<-[r4:TARGETS]-(m3:Engagement) WHERE m3.startsOn >= $p0 AND $p1 IN [(m3)-[:ON_AXIS]->(x5:Axis) | x5.value] } = 1 WITH n1 ORDER BY n1.population IS NULL DESC, n1.population, n1.nameKey DESC, n1.id DESC LIMIT $p2 RETURN [[n1.population, n1.nameKey, n1.id], [n1.label, n1.population]] }]] AS answer

// statement 2 of 3
// parameters: {}
MATCH (g:Graph {id: 'graph'})
RETURN [g.version, g.references, g.model, coalesce(g.loaded, []), coalesce(g.loading, [])]

// statement 3 of 3
// parameters: {"p0": "EMPLOYMENT", "p1": "HOUSING", "p2": "qpv:QPVDEMO01", "p3": ["commune:44109", "contract:2015:CV142", "contract:2024:CN04403I", "country:FR", "departement:44", "epci:244400404", "… 1 more, sha256 of all 7924d23af917"], "p4": "2025-06-30", "p5": 51}
RETURN [[COUNT { MATCH (n1:Engagement:PlanAction) WHERE (($p0 IN n1.themes) OR ($p1 IN n1.themes)) AND EXISTS { MATCH (n1)-[r4:TARGETS]->(m3:Territory) WHERE ($p2 IN [(m3)-[:PART_OF*0..]->(a5:Territory) | a5.id] OR m3.id IN $p3) } AND coalesce(n1.startsOn <= $p4 AND (n1.endsOn IS NULL OR n1.endsOn >= $p4), false) RETURN DISTINCT n1 }, COLLECT { MATCH (n1:Engagement:PlanAction) WHERE (($p0 IN n1.themes) OR ($p1 IN n1.themes)) AND EXISTS { MATCH (n1)-[r4:TARGETS]->(m3:Territory) WHERE ($p2 IN [(m3)-[:PART_OF*0..]->(a5:Territory) | a5.id] OR m3.id IN $p3) } AND coalesce(n1.startsOn <= $p4 AND (n1.endsOn IS NULL OR n1.endsOn >= $p4), false) AND n1.id IS NOT NULL WITH n1 ORDER BY n1.id LIMIT $p5 RETURN [[n1.title, coalesce(n1.themes, []), COLLECT { MATCH (n1)-[r7:PART_OF_PLAN]->(n6:TerritorialPlan) WITH n6 ORDER BY n6.id LIMIT 1 RETURN [n6.title] }, COLLECT { MATCH (n1)<-[r9:TAKEN_UP_BY]-(n8:Orientation) WITH r9, n8 ORDER BY n8.id RETURN [n8.text] }]] }]] AS answer
