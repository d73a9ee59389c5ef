// Territories of the snapshot: id, kind, code, folded name and label, parents, overlaps (one way); of a contract also
// its dates, the territories that its leads govern, and its predecessors.
// parameters: ids
UNWIND $ids AS id
MATCH (t:Territory {id: id})
RETURN collect([t.id, t.kind, t.code, t.nameKey, t.labelKey,
  [(t)-[:PART_OF]->(p:Territory) | p.id],
  [(t)-[:OVERLAPS]->(o:Territory) | o.id],
  toString(t.startsOn), toString(t.endsOn),
  [(t)-[:LED_BY]->(:Institution)-[r:GOVERNS]->(g:Territory) | [g.id, toString(r.`from`), toString(r.until)]],
  [(t)-[:SUCCEEDS]->(s:CityContract) | s.id]])
