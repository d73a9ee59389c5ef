// The official territories except QPV: id, kind, closest containing territories, and where each is counted.
MATCH (t:AdministrativeTerritory)
WHERE t.kind <> 'QPV'
RETURN collect([t.id, t.kind,
  [(t)-[:PART_OF]->(p:AdministrativeTerritory) | p.id],
  head([(t)-[:ATTACHED_TO]->(a:Territory) | a.id])])
