// The territories as the process holds them: id, kind, code, folded name, parents, what overlaps (one way), a
// contract's dates, the territories its leads govern, and its predecessors. Slices of 500 keep the reader responsive.
MATCH (t:Territory)
WITH t ORDER BY t.id
WITH collect([t.id, t.kind, t.code, t.nameKey,
  [(t)-[:PART_OF]->(p:Territory) | p.id],
  [(t)-[:OVERLAPS]->(o:Territory) | o.id],
  toString(t.startsOn), toString(t.endsOn),
  [(t)-[:LED_BY]->(:Institution)-[r:GOVERNS]->(g:Territory) | [g.id, toString(r.`from`), toString(r.until)]],
  [(t)-[:SUCCEEDS]->(s:CityContract) | s.id]]) AS rows
UNWIND range(0, size(rows) - 1, 500) AS start
RETURN rows[start..start + 500]
