// The official territories but the QPV: id, kind, the territories that contain it one step up, where it is counted.
MATCH (t:AdministrativeTerritory)
WHERE t.kind <> 'QPV'
RETURN collect([t.id, t.kind,
  [(t)-[:PART_OF]->(p:AdministrativeTerritory) | p.id],
  head([(t)-[:ATTACHED_TO]->(a:Territory) | a.id])])
