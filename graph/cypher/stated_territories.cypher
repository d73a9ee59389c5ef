// The territories about which officers stated something: ids of QPV, of contracts whose communes they gave, and of
// contracts whose predecessors they gave.
OPTIONAL MATCH (q:Territory)-[:IMPORTED_BY]->(:Import)
WHERE q.kind = 'QPV'
WITH collect(DISTINCT q.id) AS neighbourhoods
OPTIONAL MATCH (c:CityContract)
WHERE c.perimeter = 'STATED'
WITH neighbourhoods, collect(c.id) AS contracts
OPTIONAL MATCH (c:CityContract)-[s:SUCCEEDS]->(:CityContract)
WHERE s.basis = 'STATED'
WITH neighbourhoods, contracts, collect(DISTINCT c.id) AS successions
RETURN [neighbourhoods, contracts, successions]
