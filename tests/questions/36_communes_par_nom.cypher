// statement 1 of 1
// parameters: {"p0": "Saint-Na", "p1": "COMMUNE", "p2": "saint nazaire d aude", "p3": "commune:11360", "p4": 4}
RETURN [COLLECT { MATCH (n1:Territory) WHERE n1.name STARTS WITH $p0 AND n1.kind = $p1 AND n1.nameKey IS NOT NULL AND (n1.nameKey >= $p2 AND (n1.nameKey > $p2 OR (n1.nameKey = $p2 AND n1.id > $p3))) WITH n1 ORDER BY n1.nameKey, n1.id LIMIT $p4 RETURN [[n1.nameKey, n1.id], [n1.label, n1.population]] }] AS answer
