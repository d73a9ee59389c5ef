// The QPV that the demonstration made up in version 2 of the model: id, commune, and what joins them: [type, id, whether
// the other end is the start, the facts of the relationship].
MATCH (q:Territory)
WHERE q.id STARTS WITH 'qpv:QPVDEMO'
RETURN collect([q.id,
  head([(q)-[:PART_OF]->(c:Territory) WHERE c.kind = 'COMMUNE' | c.id]),
  [(q)<-[r:TARGETS|SURVEYED|BASED_IN|AVAILABLE_IN|INTERVENES_IN]-(n) | [type(r), n.id, properties(r)]]])
