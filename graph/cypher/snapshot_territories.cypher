// Territories of the snapshot: id, kind, code, name, folded name and label, parents, overlaps and same ground (each pair from
// one end only), territory in which it is counted, population. For a contract: perimeter, first and last day,
// territories that its leads govern, and predecessors with the basis of the succession.
// parameters: ids
UNWIND $ids AS id
MATCH (t:Territory {id: id})
RETURN collect([t.id, t.kind, t.code, t.name, t.nameKey, t.labelKey,
  [(t)-[:PART_OF]->(p:Territory) | p.id],
  [(t)-[:OVERLAPS]->(o:Territory) | o.id],
  [(t)-[:SAME_GROUND]->(o:Territory) | o.id],
  head([(t)-[:ATTACHED_TO]->(a:Territory) | a.id]),
  t.population, t.perimeter, toString(t.startsOn), toString(t.endsOn),
  [(t)-[:LED_BY]->(:Institution)-[r:GOVERNS]->(g:Territory) | [g.id, toString(r.startsOn), toString(r.endsOn)]],
  [(t)-[r:SUCCEEDS]->(s:CityContract) | [s.id, r.basis]]])
